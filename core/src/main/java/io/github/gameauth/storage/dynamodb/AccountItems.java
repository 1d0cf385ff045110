// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.AuditEntry;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.platform.GuestRecord;
import io.github.gameauth.platform.Platform;
import java.util.Optional;

/** How accounts, identities and an account's history are written. */
final class AccountItems {
  /** The attribute that counts an account's changes. */
  static final String VERSION = "ver";

  /** The attributes of a guest's secrets. */
  static final String SECRET_HASH = "secretHash";

  static final String NEXT_HASH = "nextHash";

  private static final String BAN_CODE = "banCode";
  private static final String BAN_UNTIL = "banUntil";

  private AccountItems() {}

  static Draft write(Dossier dossier) {
    Account account = dossier.account();
    Draft draft =
        Draft.at(Key.account(account.id()))
            .text("acct", account.id().value())
            .text("kind", account.kind().name())
            .text("state", account.status().name())
            .text("mergedInto", account.mergedInto().map(AccountId::value))
            .number("epoch", account.sessionEpoch())
            .time("created", account.createdAt())
            .number(VERSION, dossier.version())
            .drafts("links", dossier.links().stream().map(AccountItems::write).toList())
            .drafts("personas", dossier.personas().stream().map(AccountItems::write).toList());
    write(account.ban(), draft);
    return dossier.leaving() ? draft.number("leaving", 1) : draft;
  }

  static Dossier dossier(Item item) {
    AccountId id = item.parsed("acct", AccountId::new);
    Account account =
        new Account(
            id,
            item.parsed("kind", AccountKind::valueOf),
            item.parsed("state", AccountStatus::valueOf),
            item.optionallyParsed("mergedInto", AccountId::new),
            item.number("epoch"),
            ban(item),
            item.time("created"));
    return new Dossier(
        account,
        item.number(VERSION),
        item.items("links").stream().map(AccountItems::link).toList(),
        item.items("personas").stream().map(each -> persona(each, id)).toList(),
        item.has("leaving"));
  }

  private static Draft write(Dossier.Link link) {
    ExternalIdentity identity = link.identity();
    return new Draft()
        .text("provider", identity.provider().name())
        .text("tenant", identity.tenant())
        .text("subject", identity.subject())
        .time("linked", link.linkedAt())
        .time("moved", link.movedAt())
        .time("ends", link.endsAt());
  }

  private static Dossier.Link link(Item item) {
    return new Dossier.Link(
        new ExternalIdentity(
            item.parsed("provider", Platform::new), item.text("tenant"), item.text("subject")),
        item.time("linked"),
        item.optionalTime("moved"),
        item.optionalTime("ends"));
  }

  private static Draft write(Persona persona) {
    return new Draft()
        .text("game", persona.game().value())
        .text("persona", persona.id().value())
        .number("keyVersion", persona.keyVersion())
        .text("aliasOf", persona.aliasOf().map(PersonaId::value));
  }

  private static Persona persona(Item item, AccountId account) {
    return new Persona(
        item.parsed("game", GameId::new),
        item.parsed("persona", PersonaId::new),
        account,
        Math.toIntExact(item.number("keyVersion")),
        item.optionallyParsed("aliasOf", PersonaId::new));
  }

  /** As it is to be written by whoever holds {@code mark}. */
  static Draft write(Identity identity, String mark) {
    Draft draft =
        Draft.at(Key.identity(identity.id()))
            .text("acct", identity.owner().map(AccountId::value))
            .text(Marks.NAME, mark);
    write(identity.ban(), draft);
    identity
        .guest()
        .ifPresent(
            guest ->
                draft
                    .fingerprint(SECRET_HASH, guest.secretHash())
                    .fingerprint(NEXT_HASH, guest.nextHash())
                    .time("created", guest.createdAt())
                    .time("ends", guest.endsAt()));
    return draft;
  }

  static Identity identity(ExternalIdentity id, Item item) {
    return new Identity(
        id,
        item.optionallyParsed("acct", AccountId::new),
        ban(item),
        item.has(SECRET_HASH) ? Optional.of(guest(id.subject(), item)) : Optional.empty(),
        Optional.of(item.text(Marks.NAME)));
  }

  private static GuestRecord guest(String id, Item item) {
    return new GuestRecord(
        id,
        item.fingerprint(SECRET_HASH),
        item.optionalFingerprint(NEXT_HASH),
        item.time("created"),
        item.optionalTime("ends"));
  }

  private static void write(Optional<Ban> ban, Draft draft) {
    ban.ifPresent(each -> draft.text(BAN_CODE, each.reasonCode()).time(BAN_UNTIL, each.until()));
  }

  private static Optional<Ban> ban(Item item) {
    return item.has(BAN_CODE)
        ? Optional.of(item.parsed(BAN_CODE, code -> new Ban(code, item.optionalTime(BAN_UNTIL))))
        : Optional.empty();
  }

  static Draft write(AuditEntry entry, long version) {
    return Draft.at(Key.audit(entry.account(), version))
        .text("event", entry.event())
        .text("detail", entry.detail())
        .time("at", entry.at());
  }

  static AuditEntry entry(AccountId account, Item item) {
    return new AuditEntry(account, item.text("event"), item.text("detail"), item.time("at"));
  }
}
