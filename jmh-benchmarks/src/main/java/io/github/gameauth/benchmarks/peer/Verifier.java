// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import java.util.function.Function;

/** Who can be measured verifying, one a line. */
public enum Verifier {
  /** Ours without a token cache, given a text. */
  GAMEAUTH(GameAuth::coldText),
  /** Ours without a token cache, given bytes as they come from a network buffer. */
  GAMEAUTH_BYTES(GameAuth::coldBytes),
  /** Ours with a token cache, given a text that was accepted before. */
  GAMEAUTH_HIT(GameAuth::hitText),
  /** Ours with a token cache, given bytes that were accepted before. */
  GAMEAUTH_HIT_BYTES(GameAuth::hitBytes),
  FUSIONAUTH(Fusionauth::verifier),
  JAVA_JWT(JavaJwt::verifier),
  JJWT(Jjwt::verifier),
  JOSE4J(Jose4j::verifier),
  NIMBUS(Nimbus::verifier),
  SMALLRYE(Smallrye::verifier),
  SPRING(Spring::verifier),
  TINK(Tink::verifier),
  VERTX(Vertx::verifier);

  private final Function<Trust, VerifySubject> setup;

  Verifier(Function<Trust, VerifySubject> setup) {
    this.setup = setup;
  }

  /** Whether it is ours, and so is handed a provider instead of finding the first one installed. */
  public boolean isOurs() {
    return name().startsWith("GAMEAUTH");
  }

  /**
   * Sets it up. For others than us this installs the provider first, and the key is that provider's
   * own object, as it would be then; ours is the JDK's, as it is where nothing is installed.
   */
  public VerifySubject trusting(Trust trust) {
    if (isOurs()) {
      return setup.apply(trust);
    }
    trust.crypto().install();
    return setup.apply(new Trust(trust.issuer().keyedBy(trust.crypto()), trust.crypto()));
  }
}
