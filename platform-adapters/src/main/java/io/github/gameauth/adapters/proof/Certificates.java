// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates: one in DER or PEM as platforms publish it, several in PEM as settings do. */
public final class Certificates {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

  private Certificates() {}

  /**
   * The certificates in a PEM text, between which anything may stand.
   *
   * @param name the setting's name, for the complaint
   * @throws IllegalArgumentException if there is none, or one that cannot be read
   */
  public static List<X509Certificate> ofPem(String name, String pem) {
    List<X509Certificate> all = new ArrayList<>();
    Matcher block = PEM.matcher(pem);
    while (block.find()) {
      all.add(
          ofBase64(block.group(1))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          name + ": certificate " + (all.size() + 1) + " (expected: X.509)")));
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          name + ": none (expected: -----BEGIN CERTIFICATE-----, one or several)");
    }
    return List.copyOf(all);
  }

  /**
   * What {@code x5t} says of a certificate: the SHA-1 of its DER in base64url. A name and no proof.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-4.1.7">RFC 7515 §4.1.7</a>
   */
  public static String thumbprint(X509Certificate certificate) {
    try {
      byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sha1);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a certificate that was read has its DER, and SHA-1 is there", e);
    }
  }

  /** Exactly one certificate and nothing else, in DER or PEM; empty for everything else. */
  static Optional<X509Certificate> one(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1).strip();
    if (!text.startsWith("-----BEGIN")) {
      return ofDer(file);
    }
    Matcher block = PEM.matcher(text);
    return block.matches() ? ofBase64(block.group(1)) : Optional.empty();
  }

  private static Optional<X509Certificate> ofBase64(String base64) {
    try {
      return ofDer(Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<X509Certificate> ofDer(byte[] der) {
    try {
      Certificate read =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
      // What follows a certificate is not read by the factory.
      return read instanceof X509Certificate certificate
              && certificate.getEncoded().length == der.length
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }
}
