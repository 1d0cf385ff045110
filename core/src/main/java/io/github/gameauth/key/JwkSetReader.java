// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.json.JsonLimits;
import io.github.gameauth.json.JsonObject;
import io.github.gameauth.json.JsonRejectedException;
import io.github.gameauth.json.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a key set document. A bad entry is left out and counted, and spoils none of the others; a
 * document that is no key set at all is refused whole.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517 §5</a>
 */
final class JwkSetReader {
  /**
   * A careless rotation gives one id to two keys; more than three smell of an attack on our CPU.
   */
  static final int MAX_CANDIDATES = 3;

  /** The document is not one JSON object with a list of keys. */
  static final String NOT_A_KEY_SET = "NOT_A_KEY_SET";

  /** The document lists more keys than allowed. */
  static final String TOO_MANY_KEYS = "TOO_MANY_KEYS";

  private final JwkAdmission admission;
  private final Map<String, Set<VerificationKey>> named = new LinkedHashMap<>();
  private final Set<VerificationKey> nameless = new LinkedHashSet<>();
  private final Set<String> refusedIds = new LinkedHashSet<>();
  private final List<JwkRefusal> refusals = new ArrayList<>();

  private JwkSetReader(JwkAdmission admission) {
    this.admission = admission;
  }

  /** The document is no key set; its message is the code. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String code) {
      super(code, null, false, false);
    }
  }

  /** The keys of a document; possibly none that may be used. */
  static JwkSet read(byte[] document, int maxKeys, JwkAdmission admission)
      throws UnreadableException {
    try {
      JsonObject top = StrictJson.readIsolatingFaults(document, JsonLimits.DOCUMENT);
      if (!(top.get("keys") instanceof List<?> entries)) {
        throw new UnreadableException(NOT_A_KEY_SET);
      }
      if (entries.size() > maxKeys) {
        throw new UnreadableException(TOO_MANY_KEYS);
      }
      JwkSetReader reader = new JwkSetReader(admission);
      entries.forEach(reader::add);
      return reader.set();
    } catch (JsonRejectedException e) {
      throw new UnreadableException(NOT_A_KEY_SET);
    }
  }

  private void add(Object entry) {
    if (!(entry instanceof JsonObject jwk)) {
      refusals.add(JwkRefusal.MALFORMED);
      return;
    }
    try {
      add(admission.admit(jwk));
    } catch (JwkRefusedException e) {
      refusals.add(e.refusal());
      refusedId(jwk).ifPresent(refusedIds::add);
    }
  }

  private void add(VerificationKey key) throws JwkRefusedException {
    if (key.keyId().isEmpty()) {
      nameless.add(key);
      return;
    }
    Set<VerificationKey> namesakes =
        named.computeIfAbsent(key.keyId().get(), id -> new LinkedHashSet<>());
    if (namesakes.size() == MAX_CANDIDATES && !namesakes.contains(key)) {
      throw JwkRefusal.AMBIGUOUS.exception();
    }
    namesakes.add(key);
  }

  private static Optional<String> refusedId(JsonObject jwk) {
    try {
      return JwkAdmission.keyId(new JwkMembers(jwk));
    } catch (JwkRefusedException e) {
      return Optional.empty();
    }
  }

  private JwkSet set() {
    List<VerificationKey> keys = new ArrayList<>();
    named.values().forEach(keys::addAll);
    keys.addAll(nameless);
    return JwkSet.of(keys, refusedIds, refusals);
  }
}
