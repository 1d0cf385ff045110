// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for bytes that end in anything but a verdict, or in another verdict than that of a parser
 * made of other parts. Tries the inputs beside it; with {@code -Pfuzz} it looks for new ones.
 */
final class UnverifiedTokenFuzzTest {
  @FuzzTest(maxDuration = "5m")
  void anyBytesEndInOneVerdict(byte[] bytes) {
    TwoReadings.judge(bytes);
  }
}
