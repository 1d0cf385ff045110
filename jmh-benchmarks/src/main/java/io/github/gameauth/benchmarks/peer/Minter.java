// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import java.util.function.Function;

/** Who can be measured minting, one a line. */
public enum Minter {
  GAMEAUTH(GameAuth::minter),
  FUSIONAUTH(Fusionauth::minter),
  JAVA_JWT(JavaJwt::minter),
  JJWT(Jjwt::minter),
  JOSE4J(Jose4j::minter),
  NIMBUS(Nimbus::minter),
  SPRING(Spring::minter),
  TINK(Tink::minter),
  VERTX(Vertx::minter);

  private final Function<Trust, MintSubject> setup;

  Minter(Function<Trust, MintSubject> setup) {
    this.setup = setup;
  }

  /** Sets it up, after installing the provider: signing keys of ours take none by name either. */
  public MintSubject signingAs(Trust trust) {
    trust.crypto().install();
    return setup.apply(new Trust(trust.issuer().keyedBy(trust.crypto()), trust.crypto()));
  }
}
