// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import io.github.gameauth.json.JsonObject;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A token that has the form of one, and about which nothing else is known. What it says may only be
 * held against it; {@link #verifiedBy} is the one way to {@link Claims}.
 *
 * <p>{@code TokenVerifier} is what applications use. This class stands in its path: it reads the
 * bytes once, strictly and within limits, and never again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-7.2">RFC 7519 §7.2</a>
 */
public final class UnverifiedToken {
  private static final Rejection SIGNATURE =
      Rejection.of(Rejection.Reason.SIGNATURE, "the signature does not fit");
  private static final Rejection ALGORITHM =
      Rejection.of(Rejection.Reason.ALGORITHM, "the key is not meant for that algorithm");

  private final CompactJws jws;
  private final JsonObject members;
  private final RegisteredClaims registered;
  private final HeaderMemory headers;

  UnverifiedToken(
      CompactJws jws, JsonObject members, RegisteredClaims registered, HeaderMemory headers) {
    this.jws = jws;
    this.members = members;
    this.registered = registered;
    this.headers = headers;
  }

  /**
   * Reads a single token. Whoever reads many keeps a {@link TokenReader}.
   *
   * @param token the token as it arrived; nothing is trimmed or stripped
   * @param limits how much of it is looked at
   * @param allowed the algorithms that any issuer in question may use
   * @throws TokenRejectedException if it is not a strict token within the limits
   */
  public static UnverifiedToken parse(
      CharSequence token, TokenLimits limits, Set<Algorithm> allowed)
      throws TokenRejectedException {
    return new TokenReader(limits, allowed).read(TokenBytes.of(token, limits));
  }

  /** Reads a single token from bytes; otherwise like the same for a text. */
  public static UnverifiedToken parse(byte[] token, TokenLimits limits, Set<Algorithm> allowed)
      throws TokenRejectedException {
    return new TokenReader(limits, allowed).read(TokenBytes.of(token, limits));
  }

  /** The header's {@code alg}, one of those allowed. */
  public Algorithm algorithm() {
    return jws.header().algorithm();
  }

  /** The header's {@code kid}. */
  public Optional<String> keyId() {
    return jws.header().keyId();
  }

  /** The header's {@code typ}, as written. */
  public Optional<String> type() {
    return jws.header().type();
  }

  /** What it says in registered claims: reasons to refuse it, never to accept. */
  public RegisteredClaims registered() {
    return registered;
  }

  /**
   * Checks the signature with each candidate in turn.
   *
   * @param candidates keys of the id that the token names, out of its issuer's own set
   * @param provider what computes
   * @return the claims, now verified
   * @throws TokenRejectedException with {@code ALGORITHM} if no candidate allows the token's
   *     algorithm, with {@code SIGNATURE} if the signature fits none of them
   */
  public Claims verifiedBy(List<VerificationKey> candidates, SignatureProvider provider)
      throws TokenRejectedException {
    Rejection objection = ALGORITHM;
    for (VerificationKey key : candidates) {
      if (key.allows(algorithm())) {
        if (jws.isSignedBy(key, provider)) {
          jws.keepHeader(headers);
          return new Claims(members, registered, jws.header(), key);
        }
        objection = SIGNATURE;
      }
    }
    throw new TokenRejectedException(objection);
  }

  /** {@code UnverifiedToken(…)}: what strangers write stays out of logs. */
  @Override
  public String toString() {
    return "UnverifiedToken(…)";
  }
}
