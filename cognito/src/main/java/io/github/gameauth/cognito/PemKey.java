// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a public key as PEM (RFC 7468 §13): one of P-256, on its curve, and nothing around it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468#section-13">RFC 7468 §13</a>
 */
final class PemKey {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/\\s]{1,1000}={0,2})\\s*"
              + "-----END PUBLIC KEY-----\\s*");

  private PemKey() {}

  /** The key, or empty if the text is none that may be trusted. */
  static Optional<VerificationKey> of(String keyId, String pem) {
    Matcher form = FORM.matcher(pem);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      byte[] encoded = Base64.getDecoder().decode(form.group(1).replaceAll("\\s", ""));
      return VerificationKey.admitted(
          Optional.of(keyId),
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded)),
          Algorithm.ES256);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Of whatever kind: no key, one of another kind, one of another curve.
      return Optional.empty();
    }
  }
}
