// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.access.CountryPolicy;
import io.github.gameauth.access.CountryResolver;
import io.github.gameauth.access.Edge;
import io.github.gameauth.access.EdgeGate;
import io.github.gameauth.access.OriginSecret;
import io.github.gameauth.secret.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What has to hold before anything else, and how the edge tells who is behind it.
 *
 * @param documents who may fetch documents: everybody who came through the edge
 * @param players who may play: the same, and from a country where one may
 * @param sourceHeader in which header the edge writes the player's address
 */
record EdgeConfig(EdgeGate documents, EdgeGate players, Optional<String> sourceHeader) {
  static EdgeConfig read(Settings settings) {
    String secretHeader = settings.text("edge.secretHeader", OriginSecret.HEADER);
    Optional<Secret> secrets = settings.secret("edge.secret");
    String countryHeader = settings.text("edge.countryHeader", "CloudFront-Viewer-Country");
    String regionHeader = settings.text("edge.regionHeader", "CloudFront-Viewer-Country-Region");
    List<String> denied = settings.texts("edge.deniedCountries", List.of());
    List<String> allowed = settings.texts("edge.allowedCountries", List.of());
    boolean allowUnknown = settings.flag("edge.allowUnknownCountry", true);
    Optional<String> source = settings.text("edge.sourceHeader");
    boolean countries = !denied.isEmpty() || !allowed.isEmpty() || !allowUnknown;
    if (secrets.isEmpty() && (countries || source.isPresent())) {
      // Without it a client could write those headers itself.
      settings.complain(
          "edge.secret: missing (expected: one, or no countries and no sourceHeader)");
      return new EdgeConfig(EdgeGate.NONE, EdgeGate.NONE, Optional.empty());
    }
    Edge.Builder documents = Edge.gate();
    Edge.Builder players = Edge.gate();
    try {
      secrets.ifPresent(
          each -> {
            OriginSecret secret = originSecret(each, secretHeader);
            documents.originSecret(secret);
            players.originSecret(secret);
          });
      if (secrets.isPresent()) {
        CountryPolicy policy =
            (allowUnknown ? CountryPolicy.allowingUnknown() : CountryPolicy.denyingUnknown())
                .deny(denied);
        players.countries(
            CountryResolver.headers(countryHeader, regionHeader),
            allowed.isEmpty() ? policy : policy.allow(allowed));
      }
    } catch (IllegalArgumentException e) {
      settings.complain("edge: " + e.getMessage());
      return new EdgeConfig(EdgeGate.NONE, EdgeGate.NONE, Optional.empty());
    }
    return new EdgeConfig(documents.build(), players.build(), source);
  }

  /** One to three values, separated by commas: two while the edge is told a new one. */
  private static OriginSecret originSecret(Secret values, String header) {
    List<Secret> list = Arrays.stream(values.reveal().split("\\s*,\\s*")).map(Secret::of).toList();
    return OriginSecret.from(() -> list).header(header).build();
  }
}
