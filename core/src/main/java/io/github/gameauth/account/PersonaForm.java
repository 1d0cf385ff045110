// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/** How a persona's id is written. */
public enum PersonaForm {
  /** 32 characters of lower-case base32: 160 bits. */
  SHORT {
    @Override
    PersonaId of(byte[] digest) {
      return new PersonaId(AccountId.base32(Arrays.copyOf(digest, 20)));
    }
  },
  /**
   * A UUID of version 8, for backends that take no other user id: 122 bits.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.8">RFC 9562 §5.8</a>
   */
  UUID {
    @Override
    PersonaId of(byte[] digest) {
      ByteBuffer words = ByteBuffer.wrap(digest);
      long high = (words.getLong() & ~0xf000L) | 0x8000L; // the version
      long low = (words.getLong() & ~(0b11L << 62)) | (0b10L << 62); // the variant
      return new PersonaId(new UUID(high, low).toString());
    }
  };

  abstract PersonaId of(byte[] digest);
}
