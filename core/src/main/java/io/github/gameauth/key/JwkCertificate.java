// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at {@code x5c} only to find a contradiction: a certificate adds no trust to an entry, but
 * one that holds another key, or is expired, shows that the entry is not what its issuer thinks.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-4.7">RFC 7517 §4.7</a>
 */
final class JwkCertificate {
  private JwkCertificate() {}

  static void requireMatching(JwkMembers members, PublicKey key, Instant now)
      throws JwkRefusedException {
    @Nullable List<?> chain = members.list("x5c");
    if (chain == null) {
      return;
    }
    if (chain.isEmpty() || !(chain.get(0) instanceof String text)) {
      throw JwkRefusal.CERTIFICATE.exception();
    }
    try {
      // Ordinary base64, unlike everything else in a JWK.
      byte[] der = Base64.getDecoder().decode(text);
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      boolean matching =
          Arrays.equals(certificate.getEncoded(), der)
              && JwkThumbprint.of(certificate.getPublicKey()).equals(JwkThumbprint.of(key))
              && now.isBefore(certificate.getNotAfter().toInstant());
      if (!matching) {
        throw JwkRefusal.CERTIFICATE.exception();
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw JwkRefusal.CERTIFICATE.exception();
    }
  }
}
