// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.testing.TestKey;
import java.security.PrivateKey;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SignerTest {
  private final TestKey key = TestKey.named("signer", Algorithm.RS256);
  private final Delegating provider = new Delegating();
  private final Signer signer = signer(SignatureProvider.of(provider), key);

  private static Signer signer(SignatureProvider provider, TestKey key) {
    return new Signer(provider, key.algorithm(), (PrivateKey) key.signingKey());
  }

  @Test
  void preparesAKeyOnceForManySignatures() throws Exception {
    for (int i = 0; i < 20; i++) {
      signer.sign(new byte[] {(byte) i});
    }

    assertEquals(20, provider.signed.get());
    assertEquals(1, provider.signersPrepared.get());
  }

  @Test
  void doesNotKeepOneThatThrew() throws Exception {
    signer.sign(new byte[1]);
    provider.failsToSign.set(true);
    assertThrows(SignatureException.class, () -> signer.sign(new byte[] {7}));
    provider.failsToSign.set(false);

    // Were it kept, its content of the time before would be signed along.
    byte[] content = {1, 2, 3};
    byte[] signature = signer.sign(content);

    assertTrue(holds(key, content, signature));
    assertEquals(2, provider.signersPrepared.get());
  }

  static Stream<SignatureProvider> providers() {
    return Stream.of(
        SignatureProvider.platform(),
        FasterProvider.among(() -> null, FasterProvider::corretto),
        FasterProvider.among(() -> null, () -> Optional.of(new Delegating())));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void signsForManyThreadsAtOnce(SignatureProvider by) throws Exception {
    for (Algorithm algorithm : List.of(Algorithm.RS256, Algorithm.PS256, Algorithm.ES256)) {
      TestKey signing = TestKey.named("signer", algorithm);
      Signer shared = signer(by, signing);
      CountDownLatch gate = new CountDownLatch(1);
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        List<Future<Boolean>> results = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
          byte own = (byte) thread;
          results.add(
              threads.submit(
                  () -> {
                    gate.await();
                    boolean all = true;
                    for (byte i = 0; i < 10; i++) {
                      byte[] content = {own, i};
                      all &= holds(signing, content, shared.sign(content));
                    }
                    return all;
                  }));
        }
        gate.countDown();
        for (Future<Boolean> result : results) {
          assertTrue(result.get());
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @Test
  void refusesASharedSecretsAlgorithm() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Signer(
                SignatureProvider.platform(), Algorithm.HS256, (PrivateKey) key.signingKey()));
  }

  @Test
  void showsNothingOfTheKey() {
    assertEquals("Signer(RS256, Delegating)", signer.toString());
  }

  private static boolean holds(TestKey key, byte[] content, byte[] signature) {
    return SignatureProvider.platform()
        .verifies(key.algorithm(), key.forVerification(), content, content.length, signature);
  }
}
