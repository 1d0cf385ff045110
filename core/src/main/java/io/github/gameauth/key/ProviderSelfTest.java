// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.math.BigInteger;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Asks a provider, before it is trusted with players, whether it accepts a genuine signature and
 * refuses forged ones. Providers have accepted signatures of zero (CVE-2022-21449), of the wrong
 * hash, and with garbage for padding; a JVM may have one installed that nobody remembers.
 *
 * <p>Takes a few milliseconds for each algorithm.
 */
public final class ProviderSelfTest {
  private final SignatureProvider provider;
  private final Algorithm algorithm;
  private final Key key;

  private ProviderSelfTest(SignatureProvider provider, Algorithm algorithm) {
    this.provider = provider;
    this.algorithm = algorithm;
    this.key = SelfTestVectors.key(algorithm).key();
  }

  /**
   * Insists that {@code provider} can be trusted with each of {@code algorithms}.
   *
   * @throws IllegalStateException naming the provider, the algorithm and the check that failed
   */
  public static void require(SignatureProvider provider, Set<Algorithm> algorithms) {
    for (Algorithm algorithm : algorithms) {
      if (!provider.supports(algorithm)) {
        throw new IllegalStateException(
            "provider " + provider.name() + ": does not know " + algorithm);
      }
      new ProviderSelfTest(provider, algorithm).run();
    }
  }

  private void run() {
    byte[] genuine = SelfTestVectors.signature(algorithm);
    if (!accepts(SelfTestVectors.TEXT, genuine)) {
      throw failed("refuses a genuine signature");
    }
    byte[] otherText = SelfTestVectors.TEXT.clone();
    otherText[0] ^= 1;
    if (accepts(otherText, genuine)) {
      throw failed("accepts a signature over another text");
    }
    forgeries(genuine)
        .forEach(
            (name, forgery) -> {
              if (accepts(SelfTestVectors.TEXT, forgery)) {
                throw failed("accepts a signature " + name);
              }
            });
  }

  private IllegalStateException failed(String check) {
    return new IllegalStateException(
        "provider " + provider.name() + ", " + algorithm + ": " + check);
  }

  private boolean accepts(byte[] text, byte[] signature) {
    try {
      return provider.verifiesUnscreened(algorithm, key, text, text.length, signature);
    } catch (RuntimeException e) {
      throw failed("throws " + e.getClass().getSimpleName());
    }
  }

  private Map<String, byte[]> forgeries(byte[] genuine) {
    Map<String, byte[]> forgeries = new LinkedHashMap<>();
    for (int at : new int[] {0, genuine.length / 2, genuine.length - 1}) {
      byte[] flipped = genuine.clone();
      flipped[at] ^= 1;
      forgeries.put("with a bit flipped in byte " + at, flipped);
    }
    forgeries.put("of zeros", new byte[genuine.length]);
    switch (algorithm.family()) {
      case RSA -> addRsa(forgeries, genuine, ((RSAPublicKey) key).getModulus());
      case EC -> addEcdsa(forgeries, genuine, ((ECPublicKey) key).getParams().getOrder());
      case OKP -> forgeries.put("with its second half beyond the order", withOrderAdded(genuine));
      case OCT -> {}
    }
    return forgeries;
  }

  private void addRsa(Map<String, byte[]> forgeries, byte[] genuine, BigInteger modulus) {
    int length = genuine.length;
    forgeries.put("of one", octets(BigInteger.ONE, length));
    forgeries.put("of the modulus less one", octets(modulus.subtract(BigInteger.ONE), length));
    forgeries.put("of the modulus", octets(modulus, length));
    forgeries.put("beyond the modulus", octets(new BigInteger(1, genuine).add(modulus), length));
    forgeries.put("made for another algorithm", SelfTestVectors.signature(other()));
    if (algorithm == Algorithm.RS256) {
      forgeries.put(
          "with short padding", SelfTestVectors.bytes(SelfTestVectors.RS256_SHORT_PADDING));
      forgeries.put("of a bare hash", SelfTestVectors.bytes(SelfTestVectors.RS256_BARE_HASH));
    }
  }

  private Algorithm other() {
    return algorithm == Algorithm.RS256 ? Algorithm.RS512 : Algorithm.RS256;
  }

  private static void addEcdsa(Map<String, byte[]> forgeries, byte[] genuine, BigInteger order) {
    int half = genuine.length / 2;
    byte[] whole = octets(order, half);
    byte[] zero = new byte[half];
    byte[] r = Arrays.copyOf(genuine, half);
    byte[] s = Arrays.copyOfRange(genuine, half, genuine.length);
    forgeries.put("with r of zero", joined(zero, s));
    forgeries.put("with s of zero", joined(r, zero));
    forgeries.put("with r of the order", joined(whole, s));
    forgeries.put("with s of the order", joined(r, whole));
    forgeries.put("with both of the order", joined(whole, whole));
  }

  /** RFC 8032 §5.1.7: S + L satisfies the equation just as S does, and must be refused. */
  private static byte[] withOrderAdded(byte[] genuine) {
    byte[] s = reversed(Arrays.copyOfRange(genuine, 32, 64));
    BigInteger beyond = new BigInteger(1, s).add(SignatureForm.ED25519_ORDER);
    return joined(Arrays.copyOf(genuine, 32), reversed(octets(beyond, 32)));
  }

  private static byte[] octets(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    byte[] exact = new byte[length];
    int count = Math.min(signed.length, length);
    System.arraycopy(signed, signed.length - count, exact, length - count, count);
    return exact;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
