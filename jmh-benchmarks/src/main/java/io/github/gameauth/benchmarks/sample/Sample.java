// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;

/**
 * A token in both forms in which it may arrive, so that nobody is charged for turning one into the
 * other who was given the right one.
 *
 * @param text the token as a text
 * @param bytes the same as ASCII bytes, not to be changed
 */
public record Sample(String text, byte[] bytes) {
  /** The sample of a token. */
  public static Sample of(String token) {
    return new Sample(token, token.getBytes(US_ASCII));
  }

  /** What was signed, cut out in advance: a raw signature check is given it ready. */
  public byte[] signedBytes() {
    return Arrays.copyOf(bytes, text.lastIndexOf('.'));
  }

  /** The signature, decoded in advance. */
  public byte[] signature() {
    return Base64.getUrlDecoder().decode(text.substring(text.lastIndexOf('.') + 1));
  }
}
