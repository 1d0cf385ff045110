// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import java.util.function.Function;

/** Who can be watched fetching keys, one a line. */
public enum KeyClient {
  GAMEAUTH("GameAuth", GameAuth::fetching),
  NIMBUS("nimbus", Nimbus::fetching),
  NIMBUS_OUTAGE("nimbus, outage mode", Nimbus::fetchingThroughOutages),
  JWKS_RSA("jwks-rsa", JwksRsa::fetching),
  JOSE4J("jose4j", Jose4j::fetching),
  SPRING("Spring", Spring::fetching);

  private final String title;
  private final Function<KeySetAt, VerifySubject> setup;

  KeyClient(String title, Function<KeySetAt, VerifySubject> setup) {
    this.title = title;
    this.setup = setup;
  }

  /** What tables call it. */
  public String title() {
    return title;
  }

  /** Sets it up with its defaults, but for what {@code keySet} says. Nothing is fetched yet. */
  public VerifySubject fetching(KeySetAt keySet) {
    return setup.apply(keySet);
  }
}
