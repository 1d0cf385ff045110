// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Whose certificates are good: those that belong to one organization, are made to sign, and have a
 * chain to a root of ours. The organization matters because public authorities certify many.
 *
 * @param organization what {@code O} of the subject must be, letter by letter
 * @param intermediates what may stand between a certificate and a root
 * @param roots where a chain has to end
 */
public record CertificateTrust(
    String organization, List<X509Certificate> intermediates, List<X509Certificate> roots) {
  /** Copies the lists. */
  public CertificateTrust {
    intermediates = List.copyOf(intermediates);
    roots = List.copyOf(roots);
  }

  /** The certificate, if it is to be trusted now; empty if not. */
  Optional<TrustedCertificate> in(X509Certificate certificate, Instant now) {
    return isOfOrganization(certificate) && isForSigning(certificate)
        ? TrustedCertificate.of(certificate, intermediates, roots, now)
        : Optional.empty();
  }

  private boolean isOfOrganization(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("O"))
              .map(Rdn::getValue)
              .toList()
              .equals(List.of(organization));
    } catch (InvalidNameException e) {
      return false;
    }
  }

  /** An authority's own certificate signs certificates, and nothing that players bring. */
  private static boolean isForSigning(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    boolean authority = certificate.getBasicConstraints() >= 0;
    return !authority && (usage == null || usage[0]);
  }

  /** The organization. */
  @Override
  public String toString() {
    return "CertificateTrust(" + organization + ")";
  }
}
