// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.secret.Secret;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The keys that personas are derived by: one for all games of an issuer, distinct from every other
 * key, and kept like a password. Whoever has it can connect a player's personas.
 *
 * <p>The newest version derives. A persona that is stored stays what it is, so a new key changes
 * nobody's id, and older versions may be left out once no server derives by them.
 *
 * <p>Immutable and safe to share.
 */
public final class PersonaKeys {
  private static final int LENGTH = 32;

  private final NavigableMap<Integer, Secret> versions;
  private final Map.Entry<Integer, Secret> newest;

  private PersonaKeys(NavigableMap<Integer, Secret> versions) {
    this.versions = versions;
    this.newest = versions.lastEntry();
  }

  /**
   * The first key.
   *
   * @param key 32 random bytes
   */
  public static PersonaKeys of(Secret key) {
    return of(Map.of(1, key));
  }

  /**
   * Keys by their versions, from 1.
   *
   * @param versions each 32 random bytes, no two of them the same
   */
  public static PersonaKeys of(Map<Integer, Secret> versions) {
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("versions: none (expected: at least one)");
    }
    versions.forEach(PersonaKeys::requireUsable);
    if (new HashSet<>(versions.values()).size() < versions.size()) {
      throw new IllegalArgumentException("versions: one key twice (expected: each its own)");
    }
    return new PersonaKeys(new TreeMap<>(versions));
  }

  private static void requireUsable(int version, Secret key) {
    if (version < 1) {
      throw new IllegalArgumentException("version: " + version + " (expected: at least 1)");
    }
    if (key.length() != LENGTH) {
      throw new IllegalArgumentException(
          "key " + version + ": " + key.length() + " bytes (expected: " + LENGTH + ")");
    }
  }

  /** The version that derives. */
  public int newest() {
    return newest.getKey();
  }

  Secret newestKey() {
    return newest.getValue();
  }

  /** The versions, not the keys. */
  @Override
  public String toString() {
    return "PersonaKeys" + versions.keySet();
  }
}
