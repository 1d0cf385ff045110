// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.IdTokenProof;
import io.github.gameauth.adapters.proof.IdTokenProofBuilder;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.claim.AudiencePolicy;
import io.github.gameauth.claim.LifetimePolicy;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.TokenLimits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks what Xbox signed, against whichever of Microsoft's two kinds of key the relying party asks
 * for in Partner Center: keys that rotate often ("JKU") or a certificate.
 *
 * <p>A token says where its key lies. That is never fetched; it only selects among the addresses
 * that we have, and what is at another host is refused.
 */
final class XboxSignatures implements AutoCloseable {
  private static final String ISSUER = "xsts.auth.xboxlive.com";
  private static final int LONGEST_HEADER = 4096;

  private final Map<String, IdTokenProof> keySets = new LinkedHashMap<>();
  private final String certificatesHost;
  private final IdTokenProof certificates;

  XboxSignatures(
      List<String> relyingParties,
      List<String> keySets,
      String certificates,
      Duration leeway,
      AdapterContext context) {
    for (String url : keySets) {
      this.keySets.put(
          url,
          proof(relyingParties, leeway, context)
              .keySet(url)
              .algorithms(Algorithm.RS256, Algorithm.PS256)
              .build());
    }
    this.certificatesHost = hostOf(certificates);
    this.certificates = proof(relyingParties, leeway, context).certificates(certificates).build();
  }

  private static IdTokenProofBuilder proof(
      List<String> relyingParties, Duration leeway, AdapterContext context) {
    return IdTokenProof.of(XboxAdapter.XBOX, context)
        .issuers(ISSUER)
        // cnf names the key of the Signature header, which is the web server's to check.
        .audience(
            AudiencePolicy.onlyOneOf(relyingParties.toArray(String[]::new)),
            TokenProfile.jwt().proofCheckedByCaller())
        // The players stand in a list, and which of them it is, not in the token at all.
        .subjectFrom("iss")
        .limits(new TokenLimits(TokenLimits.MAX_TOKEN_LENGTH, LONGEST_HEADER))
        .leeway(leeway)
        .maxLifetime(LifetimePolicy.LONGEST_LIFETIME)
        .earlyMeans(Reason.EXPIRED);
  }

  /** {@code https://}, the host and a slash. */
  private static String hostOf(String url) {
    return url.substring(0, url.indexOf('/', "https://".length()) + 1);
  }

  /** What the signed token says of us, if Xbox signed it for one of our relying parties, now. */
  Claims proved(Secret signed) throws NotProvedException {
    return proofOf(keyAddress(signed.reveal())).proved(signed).claims();
  }

  private static String keyAddress(String signed) throws NotProvedException {
    String first = signed.substring(0, Math.max(0, signed.indexOf('.')));
    JsonNode header = XboxEnvelope.json(CredentialText.base64Url(first, LONGEST_HEADER));
    return header.path(header.has("jku") ? "jku" : "x5u").asText("");
  }

  private IdTokenProof proofOf(String address) throws NotProvedException {
    IdTokenProof exactly = keySets.get(address);
    if (exactly != null) {
      return exactly;
    }
    for (Map.Entry<String, IdTokenProof> each : keySets.entrySet()) {
      if (address.startsWith(hostOf(each.getKey()))) {
        return each.getValue();
      }
    }
    if (address.startsWith(certificatesHost)) {
      return certificates;
    }
    throw NotProvedException.rejected(Reason.INVALID);
  }

  /** Fetches the certificates and the first key set; what may not exist is not asked for. */
  void warmUp() {
    keySets.values().iterator().next().warmUp();
    certificates.warmUp();
  }

  @Override
  public void close() {
    keySets.values().forEach(IdTokenProof::close);
    certificates.close();
  }
}
