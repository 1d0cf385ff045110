// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.peer.Trust;
import io.github.gameauth.benchmarks.sample.Crypto;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.TokenShape;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** 64 different good tokens of one issuer, to be taken in turn so that no branch learns one. */
@State(Scope.Benchmark)
public class Tokens {
  static final int COUNT = 64;

  /** Which claims they have. */
  @Param public TokenShape token;

  /** Who computes signatures. */
  @Param("JDK")
  public Crypto provider;

  final SampleIssuer issuer = SampleIssuer.create();
  Sample[] good;

  /** Signs them. */
  @Setup(Level.Trial)
  public void sign() {
    good = token.signedBy(issuer, COUNT);
  }

  Trust trust() {
    return new Trust(issuer, provider);
  }

  /** Leaves this JVM as it was, should it be ours to share ({@code -f 0}). */
  @TearDown(Level.Trial)
  public void uninstall() {
    provider.uninstall();
  }

  /** Whose turn it is, for each thread on its own. */
  @State(Scope.Thread)
  public static class Turn {
    private int next;

    int next() {
      return next++ & (COUNT - 1);
    }
  }
}
