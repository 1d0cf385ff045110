// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.secret.SecretGenerator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SieveTest {
  private final SecretGenerator generator = new SecretGenerator();

  @Test
  void letsEverythingThroughThatIsEmpty() {
    assertFalse(Sieve.EMPTY.mayHold("p-17"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64, 1_000, 50_000})
  void losesNothingAndHoldsLittleElse(int texts) {
    Sieve sieve = new Sieve(texts);
    List<String> in = new ArrayList<>();
    for (int i = 0; i < texts; i++) {
      String text = generator.identifier();
      in.add(text);
      sieve.add(text);
    }

    assertTrue(in.stream().allMatch(sieve::mayHold));
    int stuck = 0;
    for (int i = 0; i < 10_000; i++) {
      if (sieve.mayHold(generator.identifier())) {
        stuck++;
      }
    }
    assertTrue(stuck < 500, stuck + " of 10000 got stuck");
  }
}
