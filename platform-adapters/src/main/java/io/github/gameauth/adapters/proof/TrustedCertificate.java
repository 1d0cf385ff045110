// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A certificate that was found good, with its chain up to a root of ours. Whoever holds one of
 * these need not ask again.
 *
 * <p>Immutable and safe to share.
 */
public final class TrustedCertificate {
  private final X509Certificate certificate;
  private final VerificationKey key;
  private final Instant notBefore;
  private final Instant notAfter;

  private TrustedCertificate(
      X509Certificate certificate, VerificationKey key, Instant notBefore, Instant notAfter) {
    this.certificate = certificate;
    this.key = key;
    this.notBefore = notBefore;
    this.notAfter = notAfter;
  }

  /** The certificate that signs. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Its key, for RSA PKCS#1 v1.5 with SHA-256. */
  public VerificationKey key() {
    return key;
  }

  /**
   * The certificate, if it has an RSA key that {@link VerificationKey#admitted} admits, and a chain
   * leads from it to a root; empty if not.
   *
   * @param intermediates what may stand between; the platform publishes the certificate alone
   * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-6">RFC 5280 §6</a>
   */
  static Optional<TrustedCertificate> of(
      X509Certificate certificate,
      Collection<X509Certificate> intermediates,
      Collection<X509Certificate> roots,
      Instant now) {
    Optional<VerificationKey> key =
        VerificationKey.admitted(Optional.empty(), certificate.getPublicKey(), Algorithm.RS256);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    try {
      Set<TrustAnchor> anchors =
          roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(certificate);
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
      parameters.setDate(Date.from(now));
      // Revocation would ask hosts that certificates name. The platform's own host takes a
      // certificate back by publishing it no longer.
      parameters.setRevocationEnabled(false);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(intermediates)));
      PKIXCertPathBuilderResult path =
          (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
      Instant notBefore = certificate.getNotBefore().toInstant();
      Instant notAfter = certificate.getNotAfter().toInstant();
      for (Certificate each : path.getCertPath().getCertificates()) {
        X509Certificate link = (X509Certificate) each;
        notBefore = later(notBefore, link.getNotBefore().toInstant());
        notAfter = earlier(notAfter, link.getNotAfter().toInstant());
      }
      return Optional.of(new TrustedCertificate(certificate, key.get(), notBefore, notAfter));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Whether all of the chain is within its times. */
  boolean isGoodAt(Instant now) {
    return !now.isBefore(notBefore) && !now.isAfter(notAfter);
  }

  /** {@code TrustedCertificate(…)}. */
  @Override
  public String toString() {
    return "TrustedCertificate(…)";
  }
}
