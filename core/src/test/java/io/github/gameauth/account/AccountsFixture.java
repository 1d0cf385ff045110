// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.testing.BreakableStore;
import io.github.gameauth.testing.TestClock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Accounts on real stores that a test can break, a clock that it moves, and what was told. */
final class AccountsFixture implements AuthListener {
  static final GameId GAME = new GameId("lostsky");
  static final GameId OTHER_GAME = new GameId("lostsky2");

  final TestClock clock = TestClock.at("2030-01-01T12:00:00.123Z");
  final InMemoryStores stores = new InMemoryStores();
  final BreakableStore store = new BreakableStore();
  final List<String> events = new CopyOnWriteArrayList<>();

  /** Accounts on the breakable stores, with the default settings. */
  AccountsBuilder accounts() {
    return Accounts.over(
            store.before(AccountStore.class, stores.accounts()),
            store.before(GuestStore.class, stores.guests()),
            store.before(OnceStore.class, stores.once()))
        .personas(store.before(PersonaStore.class, stores.personas()))
        .clock(clock)
        .listener(this);
  }

  static PlatformIdentity steam(String subject) {
    return PlatformIdentity.of(new Platform("steam"), "", subject, IdScope.GLOBAL);
  }

  static PlatformIdentity psn(String subject) {
    return PlatformIdentity.of(new Platform("psn"), "np", subject, IdScope.GLOBAL);
  }

  static PlatformIdentity xbox(String subject) {
    return PlatformIdentity.of(new Platform("xbox"), "RETAIL", subject, IdScope.PUBLISHER);
  }

  static PlatformIdentity guest(NewGuest guest) {
    return PlatformIdentity.of(Platform.GUEST, "", guest.credential().id(), IdScope.PUBLISHER);
  }

  static ExternalIdentity external(PlatformIdentity identity) {
    return ExternalIdentity.of(identity);
  }

  /** The account that an identity leads to, made if need be. */
  AccountId player(Accounts accounts, PlatformIdentity identity) {
    AccountId id = accounts.findOrCreate(external(identity)).account().id();
    events.clear();
    return id;
  }

  /** A fresh proof of the account's one session. */
  LinkProof proof(AccountId account) {
    return new LinkProof(account, "s-" + account.value(), clock.instant());
  }

  /** What is kept of an account, whatever became of it. */
  Account kept(AccountId account) {
    return stores.accounts().find(account).orElseThrow();
  }

  Set<ExternalIdentity> identities(AccountId account) {
    return stores.accounts().links(account).stream()
        .map(IdentityLink::identity)
        .collect(Collectors.toUnmodifiableSet());
  }

  Persona persona(GameId game, String persona, AccountId account) {
    return stores.personas().getOrAssign(Persona.inUse(game, new PersonaId(persona), account, 1));
  }

  @Override
  public void accountCreated(String platform) {
    events.add("created " + platform);
  }

  @Override
  public void accountChanged(String change, String detail) {
    events.add(detail.isEmpty() ? change : change + " " + detail);
  }

  @Override
  public void accountLinkRefused(String platform, String reason) {
    events.add("refused " + platform + " " + reason);
  }
}
