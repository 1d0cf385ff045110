// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AuditEntry;
import io.github.gameauth.account.Persona;
import io.github.gameauth.revocation.Revocation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A step that changes accounts and identities. Each of them is written only if it still is as it
 * was read, so what was decided by the reading holds when it is written.
 */
final class Change {
  private static final String ABSENT = "attribute_not_exists(" + Key.PARTITION + ")";

  private final Tables tables;
  private final Transaction transaction;

  Change(Tables tables) {
    this.tables = tables;
    this.transaction = tables.transaction();
  }

  /** A fresh account, with the first line of its history. */
  Change create(Dossier dossier, String event, String detail, Instant now) {
    transaction.put(tables.main(), AccountItems.write(dossier), ABSENT, Map.of());
    return audit(dossier, event, detail, now);
  }

  /** Another state of an account; {@code next} still has the version that was read. */
  Change save(Dossier next) {
    transaction.put(
        tables.main(),
        AccountItems.write(next.next()),
        AccountItems.VERSION + " = :seen",
        Map.of(":seen", AttributeValue.fromN(Long.toString(next.version()))));
    return this;
  }

  /** Another state of an account, and the line of its history that tells of it. */
  Change save(Dossier next, String event, String detail, Instant now) {
    return save(next).audit(next.next(), event, detail, now);
  }

  private Change audit(Dossier dossier, String event, String detail, Instant now) {
    AuditEntry entry = new AuditEntry(dossier.account().id(), event, detail, now);
    transaction.put(
        tables.main(), AccountItems.write(entry, dossier.version()), Transaction.ALWAYS, Map.of());
    return this;
  }

  /** Another state of an identity; {@code next} still has the mark that was read. */
  Change save(Identity next) {
    String condition = next.mark().isPresent() ? Marks.NAME + " = :seen" : ABSENT;
    Map<String, AttributeValue> seen =
        next.mark().map(mark -> Map.of(":seen", AttributeValue.fromS(mark))).orElse(Map.of());
    if (next.isNothing()) {
      transaction.delete(tables.main(), Key.identity(next.id()), condition, seen);
    } else {
      transaction.put(tables.main(), AccountItems.write(next, Marks.random()), condition, seen);
    }
    return this;
  }

  /** Keeps a persona's id from all others. */
  Change reserve(Persona persona) {
    transaction.put(
        tables.main(),
        Draft.at(Key.persona(persona.game(), persona.id())).text("acct", persona.account().value()),
        ABSENT,
        Map.of());
    return this;
  }

  /** Gives a persona's id back. */
  Change forget(Persona persona) {
    transaction.delete(
        tables.main(), Key.persona(persona.game(), persona.id()), Transaction.ALWAYS, Map.of());
    return this;
  }

  Change saveAll(List<Identity> next) {
    next.forEach(this::save);
    return this;
  }

  /** Tells those who verify tokens. */
  Change revoke(List<Revocation> revocations) {
    tables
        .feed()
        .drafts(revocations)
        .forEach(draft -> transaction.put(tables.passing(), draft, Transaction.ALWAYS, Map.of()));
    return this;
  }

  /** How many items it changes. */
  int size() {
    return transaction.size();
  }

  /** Whether it was done; if not, something is no longer as it was read. */
  boolean commit(String step) {
    return outcome(step).done();
  }

  Transaction.Committed outcome(String step) {
    return transaction.commit(step);
  }
}
