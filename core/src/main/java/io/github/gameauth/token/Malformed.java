// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import io.github.gameauth.token.Rejection.Reason;

/** Everything that may be wrong with a token's form, with its rejection made in advance. */
enum Malformed {
  SEGMENTS(Reason.MALFORMED, "not three segments of base64url with dots between"),
  BASE64URL(Reason.MALFORMED, "a segment is not strict base64url"),
  HEADER_JSON(Reason.MALFORMED, "the header is not one strict JSON object"),
  PAYLOAD_JSON(Reason.MALFORMED, "the payload is not one strict JSON object"),
  TOKEN_LENGTH(Reason.LIMIT, "the token is too long"),
  HEADER_LENGTH(Reason.LIMIT, "the header is too long"),
  HEADER_SIZE(Reason.LIMIT, "the header nests too deep or has too many members"),
  PAYLOAD_SIZE(
      Reason.LIMIT, "the payload nests too deep, has too many members or too long numbers"),
  KEY_ID_LENGTH(Reason.LIMIT, "the key id is too long"),
  ALG(Reason.HEADER, "alg is missing or no text"),
  KID(Reason.HEADER, "kid is not a printable text"),
  TYP(Reason.HEADER, "typ is not a short printable text"),
  CTY(Reason.HEADER, "cty is not a short printable text"),
  CRIT(Reason.HEADER, "crit is there, and no extension is understood"),
  B64(Reason.HEADER, "b64 is there, which a JWT must not use"),
  ZIP(Reason.HEADER, "zip is there, and nothing is ever inflated"),
  ALGORITHM(Reason.ALGORITHM, "the algorithm is not allowed");

  private final Reason reason;
  private final String sentence;

  Malformed(Reason reason, String sentence) {
    this.reason = reason;
    this.sentence = sentence;
  }

  TokenRejectedException exception() {
    return new TokenRejectedException(Rejection.of(reason, sentence));
  }
}
