// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/** The values of an object's members, by the number of the member. */
sealed interface JsonValues {
  @Nullable Object at(int member);

  boolean isNull(int member);

  /** A positive whole number of up to 18 digits; -1 if it is anything else. */
  long whole(int member);

  /** Values that were made when the text was read. */
  final class Made implements JsonValues {
    private final @Nullable Object[] values;

    Made(@Nullable Object[] values) {
      this.values = values;
    }

    @Override
    public @Nullable Object at(int member) {
      return values[member];
    }

    @Override
    public boolean isNull(int member) {
      return values[member] == null;
    }

    @Override
    public long whole(int member) {
      return values[member] instanceof Long number && number > 0 ? number : -1;
    }
  }

  /** Values that stand in a text that was checked, and are made anew whenever asked for. */
  final class Written implements JsonValues {
    private final byte[] text;
    private final int[] starts;
    private final JsonLimits limits;

    Written(byte[] text, int[] starts, JsonLimits limits) {
      this.text = text;
      this.starts = starts;
      this.limits = limits;
    }

    @Override
    public @Nullable Object at(int member) {
      int start = starts[member];
      if (text[start] == '"') {
        int close = JsonText.endOfPlain(text, start + 1, text.length);
        if (text[close] == '"') {
          return new String(text, start + 1, close - start - 1, ISO_8859_1);
        }
      }
      int end = JsonText.endOfWhole(text, start, text.length);
      if (end >= 0) {
        return JsonText.whole(text, start, end);
      }
      return StrictJson.valueAt(text, start, limits);
    }

    @Override
    public boolean isNull(int member) {
      return text[starts[member]] == 'n';
    }

    @Override
    public long whole(int member) {
      int start = starts[member];
      int end = JsonText.endOfWhole(text, start, text.length);
      return end < 0 ? -1 : JsonText.whole(text, start, end);
    }
  }
}
