// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.access.AccessRequest;
import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountStore.FindOrCreate;
import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.KnownIdentity;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.Personas;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From a credential to a session. The order counts: nothing depends on the player before the
 * platform has vouched for them, and a server that dies on the way leaves a family behind that
 * nobody can use, and nothing else.
 */
final class Login {
  private final Checkpoint checkpoint;
  private final Credentials credentials;
  private final Accounts accounts;
  private final Personas personas;
  private final Admission admission;
  private final RefreshTokens refreshTokens;
  private final SessionTokens tokens;
  private final ScopeGrants scopes;
  private final Set<Platform> accountLogins;
  private final boolean singleSession;
  private final boolean regionInTokens;
  private final InstantSource clock;

  Login(
      SessionExchangeBuilder from,
      Checkpoint checkpoint,
      Credentials credentials,
      Admission admission,
      SessionTokens tokens,
      InstantSource clock) {
    this.checkpoint = checkpoint;
    this.credentials = credentials;
    this.accounts = from.accounts;
    this.personas = from.personas;
    this.admission = admission;
    this.refreshTokens = from.refreshTokens;
    this.tokens = tokens;
    this.scopes = from.scopes;
    this.accountLogins = Set.copyOf(from.accountLogins);
    this.singleSession = from.singleSession;
    this.regionInTokens = from.regionInTokens;
    this.clock = clock;
  }

  Issued open(Object credential, ExchangeContext context) {
    Optional<String> country = checkpoint.pass(context);
    PlatformIdentity proven = proven(credential, context);
    // Before the account is read: whoever bans it later, or logs it out, ends this session, too.
    Instant authTime = clock.instant();
    ExternalIdentity identity = ExternalIdentity.of(proven);
    KnownIdentity known = accounts.find(identity, context.game());
    admission.requireNoBan(known, authTime);
    FindOrCreate found = foundOrCreated(identity, known);
    Account account = found.account();
    admission.requireActive(account, authTime, noSuchPlayer());
    Set<String> owned =
        admission.entitlements(
            new AccessRequest(account, context.game(), identity, proven.facts(), country, false));
    Persona persona =
        known.persona().orElseGet(() -> personas.personaOf(account.id(), context.game()));
    Set<String> scope = scope(account, identity, context);
    FamilyContext settled =
        new FamilyContext(
            identity,
            context.clientId(),
            scope,
            assurance(identity.provider()),
            authTime,
            owned,
            authTime,
            country.filter(any -> regionInTokens),
            false);
    RefreshToken first = refreshTokens.first();
    Grant grant = new Grant(account, persona, settled, authTime, first.family(), scope, false);
    TokenSpec spec = tokens.spec(grant);
    RefreshFamily family =
        refreshTokens.open(
            first, account.id(), context.game(), account.sessionEpoch(), authTime, settled.json());
    MintedToken access = tokens.mint(spec);
    Session session =
        new Session(
            access,
            first.text(),
            account.id(),
            persona,
            SessionIds.of(family.id()),
            found.created(),
            found.created() ? List.of() : personas.aliasesOf(persona),
            account.kind(),
            false,
            scope,
            tokens.nakama(grant));
    if (singleSession) {
      refreshTokens.keepOnly(family); // last, so that the other one ends only for a whole one
    }
    return new Issued(session, identity.provider(), false);
  }

  private PlatformIdentity proven(Object credential, ExchangeContext context) {
    PlatformAdapter<?> adapter = credentials.adapterFor(credential);
    PlatformVerdict verdict = credentials.verify(adapter, credential, Optional.empty(), context);
    if (verdict instanceof PlatformVerdict.Rejected rejected) {
      throw StoppedException.of(rejected);
    }
    if (verdict instanceof PlatformVerdict.Undecided undecided) {
      throw StoppedException.of(undecided);
    }
    return ((PlatformVerdict.Accepted) verdict).identity();
  }

  private FindOrCreate foundOrCreated(ExternalIdentity identity, KnownIdentity known) {
    if (known.account().isPresent()) {
      return new FindOrCreate(known.account().get(), false);
    }
    if (identity.isGuest()) {
      throw noSuchPlayer(); // deleted a moment ago: guests are made by us alone
    }
    return accounts.findOrCreate(identity);
  }

  /** The same as a wrong secret. */
  private static StoppedException noSuchPlayer() {
    return StoppedException.refused(SessionRefusal.Code.INVALID_TOKEN, "ACCOUNT_GONE");
  }

  private Assurance assurance(Platform platform) {
    if (platform.equals(Platform.GUEST)) {
      return Assurance.GUEST;
    }
    return accountLogins.contains(platform) ? Assurance.ACCOUNT : Assurance.PLATFORM;
  }

  private Set<String> scope(Account account, ExternalIdentity identity, ExchangeContext context) {
    Set<String> asked =
        context
            .scope()
            .map(text -> Scopes.parse(text).orElseThrow(Login::invalidScope))
            .orElse(Set.of());
    Set<String> granted =
        HostCode.call(
            "scope grants",
            SessionUndecided.HOST_CODE,
            () ->
                Scopes.checked(
                    scopes.grantedFor(
                        new ScopeGrants.Request(
                            context.game(),
                            context.clientId(),
                            identity.provider(),
                            account.kind(),
                            asked))));
    if (granted.isEmpty() && !asked.isEmpty()) {
      throw invalidScope();
    }
    return granted;
  }

  static StoppedException invalidScope() {
    return StoppedException.refused(SessionRefusal.Code.INVALID_SCOPE, "SCOPE");
  }
}
