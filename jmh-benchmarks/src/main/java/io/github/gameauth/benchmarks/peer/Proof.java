// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import io.github.gameauth.benchmarks.sample.BadToken;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.TokenFacts;
import io.github.gameauth.benchmarks.sample.TokenShape;

/**
 * Proof that somebody does the whole job before anybody counts how fast: every good token accepted
 * and read rightly, one of each {@link BadToken} refused, and the good ones accepted still.
 */
public final class Proof {
  private Proof() {}

  /**
   * Demands it of {@code subject}.
   *
   * @param good the tokens that will be measured, the n-th of player n
   * @throws IllegalStateException if it turns a good token away, misreads it, or lets a bad one in
   */
  public static void require(
      VerifySubject subject, TokenShape shape, SampleIssuer issuer, Sample[] good) {
    requireAccepted(subject, good);
    for (BadToken kind : BadToken.values()) {
      requireRefused(subject, kind, kind.in(shape, issuer));
    }
    requireAccepted(subject, good);
  }

  private static void requireAccepted(VerifySubject subject, Sample[] good) {
    for (int i = 0; i < good.length; i++) {
      String read;
      try {
        read = subject.verify(good[i]);
      } catch (Exception e) {
        throw new IllegalStateException("refuses a good token", e);
      }
      if (!TokenFacts.subject(i).equals(read)) {
        throw new IllegalStateException("reads another sub than was written: " + read);
      }
    }
  }

  private static void requireRefused(VerifySubject subject, BadToken kind, Sample bad) {
    String read;
    try {
      read = subject.verify(bad);
    } catch (Exception e) {
      return;
    }
    throw new IllegalStateException("accepts a token that is " + kind + " as " + read);
  }
}
