// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.IdTokenProofBuilder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the keys of a provider of OpenID Connect lie.
 *
 * @param address the key set's https address; with it, there is no discovery
 * @param hosts hosts beside the issuer's own to which discovery may point, 1 to 8; none by default
 * @param missingKeyIdTolerated whether tokens are taken that name no key, while exactly one fits;
 *     false by default
 */
public record OidcKeys(
    Optional<String> address,
    Optional<List<String>> hosts,
    Optional<Boolean> missingKeyIdTolerated) {
  /** Where discovery says, on the issuer's own host. */
  public static final OidcKeys DISCOVERED =
      new OidcKeys(Optional.empty(), Optional.empty(), Optional.empty());

  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final String HOST = LABEL + "(?:\\." + LABEL + ")*";
  private static final String PATH = "[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}";
  private static final String BASE = "https://" + HOST + "(?::[0-9]{1,5})?(?:/(?:" + PATH + ")*)?";

  private static final Pattern ISSUER = Pattern.compile(BASE);
  private static final Pattern ADDRESS = Pattern.compile(BASE + "(?:\\?(?:\\?|" + PATH + ")*)?");
  private static final Pattern HOST_NAME = Pattern.compile(HOST);
  private static final int LONGEST = 1024;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the value and its range
   */
  public OidcKeys {
    if (address.isPresent() && hosts.isPresent()) {
      throw new IllegalArgumentException("hosts: beside an address (expected: one of the two)");
    }
    address.ifPresent(
        text ->
            Require.matching(
                "address",
                Require.printable("address", text, LONGEST),
                ADDRESS,
                "https://host/path"));
    hosts = hosts.map(names -> Require.printables("hosts", names, 8));
    hosts
        .orElse(List.of())
        .forEach(name -> Require.matching("hosts", name, HOST_NAME, "names of hosts"));
  }

  /** Keys at a fixed address. */
  public static OidcKeys at(String address) {
    return new OidcKeys(Optional.of(address), Optional.empty(), Optional.empty());
  }

  static void requireIssuer(String name, String issuer) {
    Require.matching(
        name, Require.printable(name, issuer, LONGEST), ISSUER, "https://host/path, no query");
  }

  void addTo(IdTokenProofBuilder proof, String issuer) {
    if (address.isPresent()) {
      proof.keySet(address.get());
    } else {
      proof.discovered(issuer, hosts.orElse(List.of()).toArray(String[]::new));
    }
    if (missingKeyIdTolerated.orElse(false)) {
      proof.allowingMissingKeyId();
    }
  }
}
