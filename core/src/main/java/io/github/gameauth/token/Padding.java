// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

/**
 * Whether segments may end in the {@code =} that RFC 7515 §2 leaves out. A padded segment must be
 * padded exactly to a multiple of four, and a token either everywhere or nowhere, so that the
 * option does not give every token many spellings.
 */
enum Padding {
  /** As the standard has it: a {@code =} is no digit. */
  REFUSED {
    @Override
    int digitsEnd(byte[] bytes, int start, int end) {
      return end;
    }

    @Override
    void requireAllOrNone(byte[] bytes, int headerEnd, int payloadEnd) {}
  },

  /** For issuers that know no better. */
  ALLOWED {
    @Override
    int digitsEnd(byte[] bytes, int start, int end) {
      if (((end - start) & 3) != 0 || end - start < 4 || bytes[end - 1] != '=') {
        return end;
      }
      return bytes[end - 2] == '=' ? end - 2 : end - 1;
    }

    @Override
    void requireAllOrNone(byte[] bytes, int headerEnd, int payloadEnd)
        throws TokenRejectedException {
      boolean padded =
          bytes[headerEnd - 1] == '='
              || bytes[payloadEnd - 1] == '='
              || bytes[bytes.length - 1] == '=';
      boolean whole =
          (headerEnd & 3) == 0
              && ((payloadEnd - headerEnd - 1) & 3) == 0
              && ((bytes.length - payloadEnd - 1) & 3) == 0;
      if (padded && !whole) {
        throw Malformed.BASE64URL.exception();
      }
    }
  };

  /** Where the digits of a segment end and its padding begins. */
  abstract int digitsEnd(byte[] bytes, int start, int end);

  /** Throws if one segment is padded and another is not that would have to be. */
  abstract void requireAllOrNone(byte[] bytes, int headerEnd, int payloadEnd)
      throws TokenRejectedException;
}
