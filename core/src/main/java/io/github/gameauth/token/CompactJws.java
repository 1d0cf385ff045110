// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import io.github.gameauth.json.JsonLimits;
import io.github.gameauth.json.JsonObject;
import io.github.gameauth.json.JsonRejectedException;
import io.github.gameauth.json.StrictJson;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import java.util.Set;

/**
 * A JWS in compact form, taken apart but not believed (RFC 7515 §7.1). Knows nothing of claims.
 *
 * <p>What was signed and what is decoded are the same bytes.
 */
final class CompactJws {
  private final byte[] bytes;
  private final int headerEnd;
  private final int payloadEnd;
  private final int payloadDigitsEnd;
  private final JoseHeader header;
  private final byte[] signature;

  private CompactJws(
      byte[] bytes,
      int headerEnd,
      int payloadEnd,
      int payloadDigitsEnd,
      JoseHeader header,
      byte[] signature) {
    this.bytes = bytes;
    this.headerEnd = headerEnd;
    this.payloadEnd = payloadEnd;
    this.payloadDigitsEnd = payloadDigitsEnd;
    this.header = header;
    this.signature = signature;
  }

  /**
   * Takes a token apart, the cheapest questions first.
   *
   * @param allowed what the header's {@code alg} may be
   * @param headers headers read before, under the same {@code allowed}
   * @param padding whether segments may be padded
   */
  static CompactJws parse(
      TokenBytes token,
      TokenLimits limits,
      Set<Algorithm> allowed,
      HeaderMemory headers,
      Padding padding)
      throws TokenRejectedException {
    if (token.isTooLong()) {
      throw Malformed.TOKEN_LENGTH.exception();
    }
    byte[] bytes = token.array();
    HeaderMemory.Entry known = headers.beginning(bytes);
    int headerEnd = known == null ? Dots.next(bytes, 0) : known.length();
    int payloadEnd = Dots.last(bytes);
    if (headerEnd <= 0 || payloadEnd == headerEnd) {
      throw Malformed.SEGMENTS.exception();
    }
    JoseHeader header =
        known == null
            ? unknownHeader(bytes, headerEnd, payloadEnd, limits, allowed, padding)
            : known.header();
    // Behind a header that is known, a dot too many is no digit of the payload.
    int payloadDigitsEnd = padding.digitsEnd(bytes, headerEnd + 1, payloadEnd);
    int signatureDigitsEnd = padding.digitsEnd(bytes, payloadEnd + 1, bytes.length);
    padding.requireAllOrNone(bytes, headerEnd, payloadEnd);
    byte[] signature = Base64Url.decode(bytes, payloadEnd + 1, signatureDigitsEnd);
    return new CompactJws(bytes, headerEnd, payloadEnd, payloadDigitsEnd, header, signature);
  }

  private static JoseHeader unknownHeader(
      byte[] bytes,
      int headerEnd,
      int payloadEnd,
      TokenLimits limits,
      Set<Algorithm> allowed,
      Padding padding)
      throws TokenRejectedException {
    if (Dots.next(bytes, headerEnd + 1) != payloadEnd) {
      throw Malformed.SEGMENTS.exception();
    }
    if (Base64Url.decodedLength(headerEnd) > limits.headerLength()) {
      throw Malformed.HEADER_LENGTH.exception();
    }
    int digitsEnd = padding.digitsEnd(bytes, 0, headerEnd);
    return JoseHeader.of(headerJson(Base64Url.decode(bytes, 0, digitsEnd)), allowed);
  }

  private static JsonObject headerJson(byte[] json) throws TokenRejectedException {
    try {
      return StrictJson.read(json, 0, json.length, JsonLimits.TOKEN);
    } catch (JsonRejectedException e) {
      throw (e.isLimit() ? Malformed.HEADER_SIZE : Malformed.HEADER_JSON).exception();
    }
  }

  JoseHeader header() {
    return header;
  }

  /** The payload's bytes, decoded anew. */
  byte[] payload() throws TokenRejectedException {
    return Base64Url.decode(bytes, headerEnd + 1, payloadDigitsEnd);
  }

  /** Has the header remembered; only for a token whose signature was good. */
  void keepHeader(HeaderMemory headers) {
    headers.keep(bytes, headerEnd, header);
  }

  boolean isSignedBy(VerificationKey key, SignatureProvider provider) {
    return provider.verifies(header.algorithm(), key, bytes, payloadEnd, signature);
  }
}
