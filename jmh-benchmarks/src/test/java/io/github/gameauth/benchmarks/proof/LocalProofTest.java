// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds every measured adapter to its proof in each build, without timing anything. */
final class LocalProofTest {
  @ParameterizedTest
  @EnumSource
  void adapterTellsGoodFromBad(LocalProof platform) throws Exception {
    try (ProofSubject subject = platform.open(3)) {
      subject.requireHonest();
    }
  }

  @ParameterizedTest
  @EnumSource
  void roundsFollowOneAnotherWithoutARefusal(LocalProof platform) throws Exception {
    try (ProofSubject subject = platform.open(2)) {
      for (int i = 0; i < 5; i++) {
        subject.prove();
        subject.bare();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void usesAreNotedInsideOfARound(LocalProof platform) throws Exception {
    try (ProofSubject subject = platform.open(2)) {
      subject.prove();

      assertThrows(IllegalStateException.class, subject::proveLastAgain);
    }
  }
}
