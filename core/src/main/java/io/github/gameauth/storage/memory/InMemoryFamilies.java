// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.GameId;
import io.github.gameauth.session.FamilyId;
import io.github.gameauth.session.RefreshFamily;
import io.github.gameauth.session.RefreshStore;
import io.github.gameauth.session.RefreshStore.RotateOutcome.Rotated;
import io.github.gameauth.session.RefreshStore.RotateOutcome.Unchanged;
import io.github.gameauth.session.RefreshStore.RotateOutcome.Unknown;
import io.github.gameauth.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Refresh families in memory, behind the lock of the accounts that they belong to. */
final class InMemoryFamilies implements RefreshStore {
  private static final int MOST_LIVE = 100;

  private record Player(GameId game, AccountId account) {}

  private final AccountTables tables;
  private final int most;
  private final InstantSource clock;
  private final Expiring<FamilyId, RefreshFamily> families;
  private final Map<AccountId, Set<FamilyId>> byAccount = new HashMap<>();
  private final Map<Player, FamilyId> active = new HashMap<>();

  InMemoryFamilies(AccountTables tables, int most, InstantSource clock) {
    this.tables = tables;
    this.most = most;
    this.clock = clock;
    this.families = new Expiring<>("families", most, this::forgetTraces);
  }

  @Override
  public void create(RefreshFamily family) {
    synchronized (tables.lock) {
      if (families.get(family.id()) != null) {
        throw new StoreException("create a family: its name is taken");
      }
      families.requireRoom(1, clock.instant());
      families.put(family.id(), family, family.expiresAt());
      byAccount.computeIfAbsent(family.account(), account -> new HashSet<>()).add(family.id());
    }
  }

  @Override
  public Optional<RefreshFamily> find(FamilyId family) {
    synchronized (tables.lock) {
      return Optional.ofNullable(families.get(family));
    }
  }

  @Override
  public RotateOutcome rotate(Rotation rotation) {
    synchronized (tables.lock) {
      RefreshFamily family = families.get(rotation.family());
      if (family == null) {
        return new Unknown();
      }
      if (!family.currentHash().equals(rotation.presented())
          || !family.isLiveAt(rotation.now())
          || !isOfActiveAccount(family, rotation.now())) {
        return new Unchanged(family);
      }
      RefreshFamily rotated = family.rotated(rotation);
      families.put(rotated.id(), rotated, rotated.expiresAt());
      return new Rotated(rotated);
    }
  }

  private boolean isOfActiveAccount(RefreshFamily family, Instant now) {
    return tables
        .activeAt(now, family.account())
        .filter(row -> row.account().sessionEpoch() == family.sessionEpoch())
        .isPresent();
  }

  @Override
  public boolean revoke(FamilyId id, String reason, Instant now) {
    synchronized (tables.lock) {
      RefreshFamily family = families.get(id);
      if (family == null || family.revokedAt().isPresent()) {
        return false;
      }
      families.put(id, family.revoked(reason, now), family.expiresAt());
      return true;
    }
  }

  @Override
  public List<RefreshFamily> liveOf(AccountId account, Instant now) {
    synchronized (tables.lock) {
      return byAccount.getOrDefault(account, Set.of()).stream()
          .map(families::get)
          .filter(Objects::nonNull)
          .filter(family -> family.isLiveAt(now))
          .sorted(Comparator.comparing(RefreshFamily::authTime).reversed())
          .limit(MOST_LIVE)
          .toList();
    }
  }

  @Override
  public Optional<FamilyId> replaceActive(GameId game, AccountId account, FamilyId family) {
    synchronized (tables.lock) {
      Player player = new Player(game, account);
      if (active.size() >= most && !active.containsKey(player)) {
        throw new StoreException("active sessions: full (expected: at most " + most + ")");
      }
      return Optional.ofNullable(active.put(player, family))
          .filter(before -> !before.equals(family));
    }
  }

  @Override
  public int purge(Instant now, int most) {
    synchronized (tables.lock) {
      return families.purge(now, most);
    }
  }

  /** Takes the families of an account away, which is being deleted; its lock is held. */
  void forget(AccountId account) {
    for (FamilyId id : Set.copyOf(byAccount.getOrDefault(account, Set.of()))) {
      RefreshFamily family = families.get(id);
      if (family != null) {
        families.remove(id);
        forgetTraces(family);
      }
    }
  }

  private void forgetTraces(RefreshFamily family) {
    byAccount.computeIfPresent(
        family.account(),
        (account, ids) -> {
          ids.remove(family.id());
          return ids.isEmpty() ? null : ids;
        });
    active.remove(new Player(family.game(), family.account()), family.id());
  }
}
