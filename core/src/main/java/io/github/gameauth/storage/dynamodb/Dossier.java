// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCause;
import io.github.gameauth.revocation.RevocationKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is kept of an account, in one item: what the account is, who leads there, what games
 * call it. So one read sees a state that was there at one time, and a write can ask that nothing
 * has changed since.
 *
 * @param account the account
 * @param version counts its changes, from 1
 * @param links the identities that lead there, in the order in which they came
 * @param personas its personas, aliases too
 * @param leaving whether it is deleted, and what is left of it has to be taken away yet
 */
record Dossier(
    Account account, long version, List<Link> links, List<Persona> personas, boolean leaving) {
  /** Well below the 400 KB of an item. */
  private static final int MOST_BYTES = 300_000;

  /** What a link or a persona takes beside its texts, rather more than less. */
  private static final int ENTRY_BYTES = 150;

  Dossier {
    links = List.copyOf(links);
    personas = List.copyOf(personas);
  }

  /**
   * An identity that leads to the account.
   *
   * @param endsAt since when a guest's secret is good no longer
   */
  record Link(
      ExternalIdentity identity,
      Instant linkedAt,
      Optional<Instant> movedAt,
      Optional<Instant> endsAt) {
    /** One that is not a guest's, or a guest's that does not end. */
    static Link made(ExternalIdentity identity, Instant at) {
      return new Link(identity, at, Optional.empty(), Optional.empty());
    }

    Link moved(Instant at) {
      return new Link(identity, linkedAt, Optional.of(at), endsAt);
    }

    Link endingAt(Instant at) {
      return ending(Optional.of(at));
    }

    Link ending(Optional<Instant> at) {
      return new Link(identity, linkedAt, movedAt, at);
    }

    /** Whether a player can come back by it at {@code now}. */
    boolean isLiveAt(Instant now) {
      return endsAt.isEmpty() || endsAt.get().isAfter(now);
    }
  }

  static Dossier fresh(Account account, Link first) {
    return new Dossier(account, 1, List.of(first), List.of(), false);
  }

  AccountId id() {
    return account.id();
  }

  Dossier with(AccountKind kind) {
    return with(
        kind, account.status(), account.mergedInto(), account.sessionEpoch(), account.ban());
  }

  Dossier with(Optional<Ban> ban) {
    return with(
        account.kind(), account.status(), account.mergedInto(), account.sessionEpoch(), ban);
  }

  Dossier withEpoch(long epoch) {
    return with(account.kind(), account.status(), account.mergedInto(), epoch, account.ban());
  }

  /** With all sessions ended. */
  Dossier ended() {
    return withEpoch(account.sessionEpoch() + 1);
  }

  /** A name that leads to {@code winner}, to whom all else went. */
  Dossier mergedInto(AccountId winner) {
    return with(
            account.kind(),
            AccountStatus.MERGED,
            Optional.of(winner),
            account.sessionEpoch(),
            account.ban())
        .withLinks(List.of())
        .withPersonas(List.of());
  }

  /** A name and no more; what led there stays until it was taken away. */
  Dossier deleted() {
    return with(
            account.kind(),
            AccountStatus.DELETED,
            Optional.empty(),
            account.sessionEpoch(),
            account.ban())
        .leaving(true);
  }

  private Dossier with(
      AccountKind kind,
      AccountStatus status,
      Optional<AccountId> mergedInto,
      long epoch,
      Optional<Ban> ban) {
    Account next =
        new Account(account.id(), kind, status, mergedInto, epoch, ban, account.createdAt());
    return new Dossier(next, version, links, personas, leaving);
  }

  Dossier withLinks(List<Link> next) {
    return new Dossier(account, version, next, personas, leaving);
  }

  Dossier withPersonas(List<Persona> next) {
    return new Dossier(account, version, links, next, leaving);
  }

  /** While there is something to take away yet. */
  Dossier leaving(boolean next) {
    return new Dossier(account, version, links, personas, next);
  }

  /** What is written after a change of this version. */
  Dossier next() {
    return new Dossier(account, version + 1, links, personas, leaving);
  }

  Optional<Link> link(ExternalIdentity identity) {
    return links.stream().filter(each -> each.identity().equals(identity)).findFirst();
  }

  /** Whether both say the same of where the identity leads: they were read at one time. */
  boolean agreesWith(Identity identity) {
    return link(identity.id()).isPresent() == identity.leadsTo(id());
  }

  Dossier plus(Link link) {
    List<Link> next = new ArrayList<>(links);
    next.add(link);
    return withLinks(next);
  }

  Dossier without(ExternalIdentity identity) {
    return withLinks(links.stream().filter(each -> !each.identity().equals(identity)).toList());
  }

  /** Whether there is an identity of the same provider and tenant; guests' do not count. */
  boolean hasSlotOf(ExternalIdentity identity) {
    return !identity.isGuest()
        && links.stream()
            .map(Link::identity)
            .anyMatch(
                each ->
                    each.provider().equals(identity.provider())
                        && each.tenant().equals(identity.tenant()));
  }

  /** Whether somebody else than a guest's secret vouches for the player. */
  boolean isSomebodys() {
    return links.stream().anyMatch(each -> !each.identity().isGuest());
  }

  /** Whether a player can come back at {@code now} without {@code identity}. */
  boolean isReachableWithout(ExternalIdentity identity, Instant now) {
    return links.stream().anyMatch(each -> !each.identity().equals(identity) && each.isLiveAt(now));
  }

  /** The persona in use in a game. */
  Optional<Persona> persona(GameId game) {
    return personas.stream()
        .filter(each -> each.game().equals(game) && each.aliasOf().isEmpty())
        .findFirst();
  }

  /** What ends the sessions of epochs before the present one. */
  List<Revocation> revocations(Instant until) {
    return revocations(until, RevocationCause.ENDED);
  }

  /** The same, and says why. */
  List<Revocation> revocations(Instant until, RevocationCause cause) {
    return Stream.concat(
            Stream.of(account.id().value()), personas.stream().map(each -> each.id().value()))
        .distinct()
        .map(
            target ->
                Revocation.beforeEpoch(
                    RevocationKind.SUBJECT, target, account.sessionEpoch(), until))
        .map(each -> each.because(cause))
        .toList();
  }

  /** Whether it comes near to what one item can hold. */
  boolean isTooBig() {
    int bytes = 0;
    for (Link each : links) {
      bytes += ENTRY_BYTES + bytes(each.identity().tenant()) + bytes(each.identity().subject());
    }
    for (Persona each : personas) {
      bytes += ENTRY_BYTES + bytes(each.game().value()) + 2 * bytes(each.id().value());
    }
    return bytes > MOST_BYTES;
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
