// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.MergeOutcome;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How two accounts become one, within one transaction. */
final class Merging {
  private record Place(String provider, String tenant) {
    static Place of(ExternalIdentity identity) {
      return new Place(identity.provider().name(), identity.tenant());
    }
  }

  private final AccountChange change;
  private final Connection connection;
  private final LinkRules rules;
  private final Instant now;

  Merging(Connection connection, LinkRules rules, Instant now) {
    this.change = new AccountChange(connection, now);
    this.connection = connection;
    this.rules = rules;
    this.now = now;
  }

  MergeOutcome merge(AccountId winnerId, AccountId loserId, Instant revokedUntil)
      throws SQLException {
    Optional<AccountChange.Two> both = change.lockActive(winnerId, loserId);
    if (both.isEmpty()) {
      return new MergeOutcome.AccountNotActive();
    }
    Set<ExternalIdentity> coming = identities(loserId);
    if (rules.onePerProvider() && overlap(identities(winnerId), coming)) {
      return new MergeOutcome.ProviderSlotTaken();
    }
    Account loser = change.sessionsEnded(both.get().other(), revokedUntil);
    change.write(Changed.mergedInto(loser, winnerId));
    List<Persona> aliases = new ArrayList<>();
    boolean takesOver = movePersonas(loserId, winnerId, aliases);
    Account winner = stronger(both.get().one(), loser, takesOver);
    change.write(winner);
    Optional<ExternalIdentity> somebody = coming.stream().filter(each -> !each.isGuest()).findAny();
    if (somebody.isPresent()) {
      winner = change.joined(winner, somebody.get(), rules);
    }
    GuestRows.end(connection, loserId, now.plus(rules.guestOverlap()));
    LinkRows.moveAll(connection, loserId, winnerId, now);
    change.note(loserId, "merged-away", "");
    change.note(winnerId, "merged-in", "");
    return new MergeOutcome.Merged(winner, aliases);
  }

  private Set<ExternalIdentity> identities(AccountId account) throws SQLException {
    return LinkRows.of(connection, account).stream()
        .map(IdentityLink::identity)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Guests' identities take nobody's place. */
  private static boolean overlap(Set<ExternalIdentity> ones, Set<ExternalIdentity> others) {
    Set<Place> places = ones.stream().map(Place::of).collect(Collectors.toSet());
    return others.stream()
        .filter(each -> !each.isGuest())
        .map(Place::of)
        .anyMatch(places::contains);
  }

  /**
   * Kind and ban of the winner are the stronger ones. A persona that goes on as the winner's stands
   * in new tokens with the winner's epoch, and all its tokens of epochs before the loser's new one
   * are dead: so that one is the least that the winner's may be.
   */
  private static Account stronger(Account winner, Account loser, boolean takesOver) {
    AccountKind kind = winner.kind().compareTo(loser.kind()) >= 0 ? winner.kind() : loser.kind();
    Optional<Ban> ban =
        winner.ban().map(mine -> loser.ban().map(mine::orLonger).orElse(mine)).or(loser::ban);
    Account stronger = Changed.ban(Changed.kind(winner, kind), ban);
    return takesOver && winner.sessionEpoch() < loser.sessionEpoch()
        ? Changed.epoch(stronger, loser.sessionEpoch())
        : stronger;
  }

  /**
   * Moves the personas, and adds those that became aliases of the winner's own.
   *
   * @return whether one goes on as the winner's
   */
  private boolean movePersonas(AccountId from, AccountId to, List<Persona> aliases)
      throws SQLException {
    Map<GameId, PersonaId> kept =
        PersonaRows.of(connection, to).stream()
            .filter(each -> each.aliasOf().isEmpty())
            .collect(Collectors.toMap(Persona::game, Persona::id));
    boolean takesOver = false;
    for (Persona each : PersonaRows.of(connection, from)) {
      Optional<PersonaId> instead = Optional.ofNullable(kept.get(each.game())).or(each::aliasOf);
      if (instead.isPresent()) {
        PersonaRows.alias(connection, each, to, instead.get());
      } else {
        PersonaRows.move(connection, each, to);
        takesOver = true;
      }
      if (instead.isPresent() && kept.containsKey(each.game())) {
        aliases.add(new Persona(each.game(), each.id(), to, each.keyVersion(), instead));
      }
    }
    return takesOver;
  }
}
