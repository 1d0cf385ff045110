// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.IdTokenProof;
import io.github.gameauth.adapters.proof.IdTokenProofBuilder;
import io.github.gameauth.adapters.proof.TokenHeader;
import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.claim.ExactClaim;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.token.Rejection;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the two kinds of id token that Nintendo signs have in common. */
final class NintendoTokens {
  /** What {@code typ} says among the claims of an id token, unless settings say otherwise. */
  static final String ID_TOKEN = "id_token";

  /** Where a token says its keys lie. Compared by {@link TokenHeader}, never asked. */
  static final String KEY_ADDRESS = "jku";

  private static final Pattern ID = Pattern.compile("[0-9A-Fa-f]{16}");

  private static final ClaimPolicy SUBJECT_IS_AN_ID =
      (claims, now) ->
          claims.subject().filter(id -> ID.matcher(id).matches()).isPresent()
              ? Optional.empty()
              : Optional.of(Rejection.ofClaim("sub", "sub is no id of 16 hexadecimal digits"));

  private NintendoTokens() {}

  /** A proof that wants id tokens about users; the audience is still to be said. */
  static IdTokenProofBuilder proof(
      Platform platform,
      AdapterContext context,
      String issuer,
      String keySet,
      String tokenType,
      Optional<Duration> clockSkew) {
    IdTokenProofBuilder proof =
        IdTokenProof.of(platform, context)
            .issuers(issuer)
            .keySet(keySet)
            .require(ExactClaim.text("typ", tokenType), SUBJECT_IS_AN_ID);
    return clockSkew.isPresent() ? proof.leeway(clockSkew.get()) : proof;
  }
}
