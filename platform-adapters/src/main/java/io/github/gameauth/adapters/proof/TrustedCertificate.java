// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

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
 * A certificate whose chain was found good up to a root of ours.
 *
 * @param certificate the one that signs
 * @param notBefore since when all of the chain is good
 * @param notAfter until when all of the chain is good
 */
record TrustedCertificate(X509Certificate certificate, Instant notBefore, Instant notAfter) {

  /**
   * The certificate, if a chain leads from it to a root; empty if not.
   *
   * @param intermediates what may stand between; the platform publishes the certificate alone
   * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-6">RFC 5280 §6</a>
   */
  static Optional<TrustedCertificate> of(
      X509Certificate certificate,
      Collection<X509Certificate> intermediates,
      Collection<X509Certificate> roots,
      Instant now) {
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
      return Optional.of(new TrustedCertificate(certificate, notBefore, notAfter));
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

  boolean isGoodAt(Instant now) {
    return !now.isBefore(notBefore) && !now.isAfter(notAfter);
  }
}
