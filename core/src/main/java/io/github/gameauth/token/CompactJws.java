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
  private final JoseHeader header;
  private final byte[] signature;

  private CompactJws(
      byte[] bytes, int headerEnd, int payloadEnd, JoseHeader header, byte[] signature) {
    this.bytes = bytes;
    this.headerEnd = headerEnd;
    this.payloadEnd = payloadEnd;
    this.header = header;
    this.signature = signature;
  }

  /**
   * Takes a token apart, the cheapest questions first.
   *
   * @param allowed what the header's {@code alg} may be
   * @param headers headers read before, under the same {@code allowed}
   */
  static CompactJws parse(
      TokenBytes token, TokenLimits limits, Set<Algorithm> allowed, HeaderMemory headers)
      throws TokenRejectedException {
    if (token.isTooLong()) {
      throw Malformed.TOKEN_LENGTH.exception();
    }
    byte[] bytes = token.array();
    int headerEnd = Dots.next(bytes, 0);
    // Without a first dot the second search begins at 0 and finds none either.
    int payloadEnd = Dots.next(bytes, headerEnd + 1);
    if (headerEnd <= 0 || payloadEnd < 0 || Dots.next(bytes, payloadEnd + 1) >= 0) {
      throw Malformed.SEGMENTS.exception();
    }
    if (Base64Url.decodedLength(headerEnd) > limits.headerLength()) {
      throw Malformed.HEADER_LENGTH.exception();
    }
    JoseHeader header = headers.find(bytes, headerEnd);
    if (header == null) {
      header = JoseHeader.of(headerJson(Base64Url.decode(bytes, 0, headerEnd)), allowed);
    }
    byte[] signature = Base64Url.decode(bytes, payloadEnd + 1, bytes.length);
    return new CompactJws(bytes, headerEnd, payloadEnd, header, signature);
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

  /**
   * Decodes the payload to the beginning of {@code buffer}, which must have room; tells how long.
   */
  int payloadInto(byte[] buffer) throws TokenRejectedException {
    return Base64Url.decode(bytes, headerEnd + 1, payloadEnd, buffer);
  }

  /** Has the header remembered; only for a token whose signature was good. */
  void keepHeader(HeaderMemory headers) {
    headers.keep(bytes, headerEnd, header);
  }

  boolean isSignedBy(VerificationKey key, SignatureProvider provider) {
    return provider.verifies(header.algorithm(), key, bytes, payloadEnd, signature);
  }
}
