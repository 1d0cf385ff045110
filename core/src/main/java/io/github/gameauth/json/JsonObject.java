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
 * A JSON object, immutable and in the order of its text. Two arrays rather than a hash table: most
 * have a dozen members, and a million of them may be remembered.
 *
 * <p>Values are {@link String}, {@link Long}, {@link java.math.BigDecimal}, {@link Boolean}, {@code
 * null}, an unmodifiable {@link java.util.List} or another {@code JsonObject}.
 */
public final class JsonObject extends AbstractMap<String, @Nullable Object> {
  private static final int LINEAR = 16;

  private final String[] names;
  private final @Nullable Object[] values;

  private JsonObject(String[] names, @Nullable Object[] values) {
    this.names = names;
    this.values = values;
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
    return index < 0 ? null : values[index];
  }

  private int indexOf(@Nullable Object name) {
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
                new SimpleImmutableEntry<>(names[next], values[next]);
            next++;
            return entry;
          }
        };
      }
    };
  }

  /** The object of a map's entries, for tests and for writing; values as described above. */
  public static JsonObject of(Map<String, ? extends @Nullable Object> members) {
    return new JsonObject(
        members.keySet().toArray(new String[0]), members.values().toArray(new Object[0]));
  }

  /** Gathers members and tells when a name comes twice. */
  static final class Builder {
    private String[] names = new String[LINEAR];
    private @Nullable Object[] values = new Object[LINEAR];
    private int size;
    private @Nullable Set<String> seen;

    /** Whether {@code name} has not come before. */
    boolean isNew(String name) {
      if (size < LINEAR) {
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
    }

    JsonObject build() {
      return new JsonObject(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
    }
  }
}
