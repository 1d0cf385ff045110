// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object, immutable and in the order of its text. Arrays rather than a hash table: most have
 * a dozen members, and a million of them may be remembered.
 *
 * <p>Values are {@link String}, {@link Long}, {@link java.math.BigDecimal}, {@link Boolean}, {@code
 * null}, an unmodifiable {@link java.util.List} or another {@code JsonObject}.
 */
public final class JsonObject extends AbstractMap<String, @Nullable Object> {
  private static final int LINEAR = 16;

  /** A bit for each name, some names a bit: one that is not set tells that a name is absent. */
  private final long bits;

  private final String[] names;
  private final JsonValues values;

  JsonObject(String[] names, long bits, JsonValues values) {
    this.names = names;
    this.bits = bits;
    this.values = values;
  }

  static long bit(String name) {
    int hash = name.hashCode();
    return 1L << (hash ^ (hash >>> 6) ^ (hash >>> 12));
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return indexOf(name) >= 0;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int index = indexOf(name);
    return index < 0 ? null : values.at(index);
  }

  /** Whether there is a member of that name, and it is not {@code null}. */
  public boolean has(String name) {
    int index = indexOf(name);
    return index >= 0 && !values.isNull(index);
  }

  /** A positive whole number of up to 18 digits; -1 if it is absent or anything else. */
  public long whole(String name) {
    int index = indexOf(name);
    return index < 0 ? -1 : values.whole(index);
  }

  private int indexOf(@Nullable Object name) {
    if (!(name instanceof String text) || (bits & bit(text)) == 0) {
      return -1;
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i] == name) { // as names that are known beforehand are
        return i;
      }
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return names.length;
      }

      @Override
      public Iterator<Entry<String, @Nullable Object>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < names.length;
          }

          @Override
          public Entry<String, @Nullable Object> next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            Entry<String, @Nullable Object> entry =
                new SimpleImmutableEntry<>(names[next], values.at(next));
            next++;
            return entry;
          }
        };
      }
    };
  }

  /** The object of a map's entries, for tests and for writing; values as described above. */
  public static JsonObject of(Map<String, ? extends @Nullable Object> members) {
    Builder builder = new Builder();
    members.forEach(builder::add);
    return builder.build();
  }

  /** Gathers members and tells when a name comes twice. */
  static final class Builder {
    private String[] names = new String[LINEAR];
    private @Nullable Object[] values = new Object[LINEAR];
    private int size;
    private long bits;
    private @Nullable Set<String> seen;

    /** Whether {@code name} has not come before. */
    boolean isNew(String name) {
      if (size < LINEAR) {
        if ((bits & bit(name)) == 0) {
          return true;
        }
        for (int i = 0; i < size; i++) {
          if (names[i].equals(name)) {
            return false;
          }
        }
        return true;
      }
      if (seen == null) {
        seen = new HashSet<>(Arrays.asList(names).subList(0, size));
      }
      return seen.add(name);
    }

    void add(String name, @Nullable Object value) {
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      names[size] = name;
      values[size] = value;
      size++;
      bits |= bit(name);
    }

    JsonObject build() {
      return new JsonObject(
          Arrays.copyOf(names, size), bits, new JsonValues.Made(Arrays.copyOf(values, size)));
    }
  }
}
