// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gameauth.benchmarks.peer.MintProof;
import io.github.gameauth.benchmarks.peer.MintSubject;
import io.github.gameauth.benchmarks.peer.Minter;
import io.github.gameauth.benchmarks.peer.Proof;
import io.github.gameauth.benchmarks.peer.Trust;
import io.github.gameauth.benchmarks.peer.Verifier;
import io.github.gameauth.benchmarks.peer.VerifySubject;
import io.github.gameauth.benchmarks.sample.Crypto;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.SizedTokens;
import io.github.gameauth.benchmarks.sample.TokenFacts;
import io.github.gameauth.benchmarks.sample.TokenShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds every measured library to its proof in each build, without timing anything. */
final class HonestyTest {
  private static final SampleIssuer ISSUER = SampleIssuer.create();

  @ParameterizedTest
  @EnumSource
  void verifierTellsGoodFromBad(Verifier verifier) {
    requireHonest(verifier, Crypto.JDK);
  }

  @ParameterizedTest
  @EnumSource
  void verifierTellsGoodFromBadOnCorretto(Verifier verifier) {
    assumeTrue(Crypto.CORRETTO.isAvailable());
    try {
      requireHonest(verifier, Crypto.CORRETTO);
    } finally {
      Crypto.CORRETTO.uninstall();
    }
  }

  private static void requireHonest(Verifier verifier, Crypto crypto) {
    for (TokenShape shape : TokenShape.values()) {
      try (VerifySubject subject = verifier.trusting(new Trust(ISSUER, crypto))) {
        Proof.require(subject, shape, ISSUER, shape.signedBy(ISSUER, 2));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void minterMintsWhatAnotherLibraryAccepts(Minter minter) {
    try (MintSubject subject = minter.signingAs(new Trust(ISSUER, Crypto.JDK))) {
      MintProof.require(subject, ISSUER);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusalIsForTheReasonItClaims(Refusal refusal) {
    RejectionBenchmark benchmark = new RejectionBenchmark();
    benchmark.refusal = refusal;

    benchmark.prove();
    benchmark.close();
  }

  @Test
  void srpClientProvesPasswordsToTheService() throws Exception {
    SrpBenchmark benchmark = new SrpBenchmark();

    benchmark.prove();
    benchmark.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {515, 600, 1024, 2048, 4096, 8192})
  void sizedTokenHasItsSize(int length) {
    int signed = SizedTokens.signedBy(ISSUER, length, 1)[0].bytes().length;

    assertTrue(length - 1 <= signed && signed <= length, () -> "length: " + signed);
  }

  @Test
  void mixIsColdOnceInTwenty() {
    Shares shares = new Shares();
    try (HitMix mix = new HitMix(20, 30, shares)) {
      shares.forget();
      HitMix.Turn turn = new HitMix.Turn();

      for (int i = 0; i < 2_000; i++) {
        mix.next(turn);
      }

      assertEquals(100, shares.cold());
      assertEquals(1_900, shares.hits());
    }
  }

  @Test
  void proofFailsForOneWhoAcceptsAll() {
    Sample[] good = TokenShape.SESSION.signedBy(ISSUER, 1);

    assertThrows(
        IllegalStateException.class,
        () -> Proof.require(any -> TokenFacts.subject(0), TokenShape.SESSION, ISSUER, good));
  }

  @Test
  void proofFailsForOneWhoRefusesAll() {
    VerifySubject grump =
        any -> {
          throw new IllegalArgumentException();
        };
    Sample[] good = TokenShape.SESSION.signedBy(ISSUER, 1);

    assertThrows(
        IllegalStateException.class, () -> Proof.require(grump, TokenShape.SESSION, ISSUER, good));
  }

  @Test
  void tokensAreAsLongAsTheirDescriptionsSay() {
    assertEquals(1129, TokenShape.ACCESS.signedBy(ISSUER, 1)[0].bytes().length);
    assertEquals(515, TokenShape.SESSION.signedBy(ISSUER, 1)[0].bytes().length);
  }
}
