// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one document, with every answer made in advance, so that a look-up allocates nothing.
 * Immutable.
 */
final class JwkSet {
  private final List<VerificationKey> keys;
  private final Set<String> refusedIds;
  private final List<JwkRefusal> refusals;
  private final Map<String, KeyAnswer> byId = new HashMap<>();
  private final Map<Algorithm, KeyAnswer> byAlgorithm = new EnumMap<>(Algorithm.class);

  private JwkSet(List<VerificationKey> keys, Set<String> refusedIds, List<JwkRefusal> refusals) {
    this.keys = List.copyOf(keys);
    this.refusedIds = Set.copyOf(refusedIds);
    this.refusals = List.copyOf(refusals);
    this.refusedIds.forEach(id -> byId.put(id, KeyAnswer.UNUSABLE));
    grouped().forEach((id, namesakes) -> byId.put(id, new KeyAnswer.Found(namesakes)));
    for (Algorithm algorithm : Algorithm.values()) {
      List<VerificationKey> fitting = keys.stream().filter(key -> key.allows(algorithm)).toList();
      if (!fitting.isEmpty()) {
        byAlgorithm.put(algorithm, new KeyAnswer.Found(fitting));
      }
    }
  }

  static JwkSet of(List<VerificationKey> keys, Set<String> refusedIds, List<JwkRefusal> refusals) {
    return new JwkSet(keys, refusedIds, refusals);
  }

  private Map<String, List<VerificationKey>> grouped() {
    Map<String, List<VerificationKey>> grouped = new LinkedHashMap<>();
    for (VerificationKey key : keys) {
      key.keyId().ifPresent(id -> grouped.computeIfAbsent(id, any -> new ArrayList<>()).add(key));
    }
    return grouped;
  }

  /**
   * What is known about a key id, or about an algorithm if there is no id; {@code null}: nothing.
   */
  @Nullable KeyAnswer answer(Algorithm algorithm, @Nullable String keyId) {
    return keyId == null ? byAlgorithm.get(algorithm) : byId.get(keyId);
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  int size() {
    return keys.size();
  }

  List<JwkRefusal> refusals() {
    return refusals;
  }

  /**
   * This set, holding on to the {@code before} instances of keys that did not change; {@code
   * before} itself if nothing did. Verifiers remember what they verified by the key's identity.
   */
  JwkSet keepingInstancesOf(JwkSet before) {
    Map<VerificationKey, VerificationKey> kept = new HashMap<>();
    before.keys.forEach(key -> kept.put(key, key));
    List<VerificationKey> same = keys.stream().map(key -> kept.getOrDefault(key, key)).toList();
    return same.equals(before.keys)
            && refusedIds.equals(before.refusedIds)
            && refusals.equals(before.refusals)
        ? before
        : new JwkSet(same, refusedIds, refusals);
  }

  /** Whether both trust the same keys; refusals and order do not matter. */
  boolean trustsSameAs(JwkSet other) {
    return new HashSet<>(keys).equals(new HashSet<>(other.keys));
  }

  /** The keys by id, or by thumbprint where they have none, in alphabetical order. */
  private Map<String, Set<VerificationKey>> byName() {
    Map<String, Set<VerificationKey>> named = new TreeMap<>();
    for (VerificationKey key : keys) {
      named.computeIfAbsent(nameOf(key), any -> new HashSet<>()).add(key);
    }
    return named;
  }

  private static String nameOf(VerificationKey key) {
    return key.name().orElseThrow();
  }

  /** The ids of its keys, or their thumbprints where they have none, each once, in order. */
  List<String> names() {
    return List.copyOf(byName().keySet());
  }

  /** What it trusts and another does not. */
  List<String> addedSince(JwkSet before) {
    Collection<String> old = before.byName().keySet();
    return byName().keySet().stream().filter(name -> !old.contains(name)).toList();
  }

  /** What both have a key for, but not the same. */
  List<String> replacedSince(JwkSet before) {
    Map<String, Set<VerificationKey>> old = before.byName();
    return byName().entrySet().stream()
        .filter(entry -> old.containsKey(entry.getKey()))
        .filter(entry -> !entry.getValue().equals(old.get(entry.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Ids that more than one key bears. */
  List<String> ambiguous() {
    return byName().entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  static final JwkSet NONE = new JwkSet(List.of(), Set.of(), List.of());
}
