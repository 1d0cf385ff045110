// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.access.AccessRequest;
import io.github.gameauth.account.Account;
import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.KnownIdentity;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.Personas;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.session.Reverification.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From a refresh token to the next tokens. Everything that may end a session is asked again; what
 * the tokens say comes from the server's own record.
 *
 * <p>The access token is minted before the family is rotated, and handed out after: if nothing can
 * be signed, the refresh token has not been used.
 */
final class Refresh {
  private final Checkpoint checkpoint;
  private final Accounts accounts;
  private final Personas personas;
  private final Admission admission;
  private final Reverification reverification;
  private final RefreshTokens refreshTokens;
  private final SessionTokens tokens;
  private final Optional<OutageFallback> outage;
  private final Duration accessAgainAfter;
  private final InstantSource clock;

  Refresh(
      SessionExchangeBuilder from,
      Checkpoint checkpoint,
      Reverification reverification,
      Admission admission,
      SessionTokens tokens,
      InstantSource clock) {
    this.checkpoint = checkpoint;
    this.accounts = from.accounts;
    this.personas = from.personas;
    this.admission = admission;
    this.reverification = reverification;
    this.refreshTokens = from.refreshTokens;
    this.tokens = tokens;
    this.outage = from.outage;
    this.accessAgainAfter = from.accessAgainAfter;
    this.clock = clock;
  }

  Issued refresh(Secret text, Optional<Object> credential, ExchangeContext exchange) {
    Optional<String> country = checkpoint.pass(exchange);
    Examined examined = usable(refreshTokens.examine(text), credential.isPresent());
    RefreshFamily family = familyOf(examined);
    FamilyContext kept = FamilyContext.of(family);
    requireSameClient(family, kept, exchange);
    Set<String> scope = narrowed(kept.scope(), exchange.scope());
    Instant now = clock.instant();
    KnownIdentity known = accounts.find(kept.identity(), exchange.game());
    Account account = account(family, known, now);
    Standing standing = standing(examined, family, kept, credential, exchange, now);
    boolean degraded = standing.context().degraded();
    FamilyContext next = withAccess(standing, account, exchange, country, now);
    Persona persona =
        known.persona().orElseGet(() -> personas.personaOf(account.id(), exchange.game()));
    Grant grant =
        new Grant(
            account,
            persona,
            next,
            family.authTime(),
            family.id(),
            degraded ? outage.map(each -> each.kept(scope)).orElse(Set.of()) : scope,
            degraded);
    return examined instanceof Examined.Idle idle ? renewed(idle, grant) : rotated(examined, grant);
  }

  private static Examined usable(Examined examined, boolean withCredential) {
    if (examined instanceof Examined.Refused refused) {
      throw StoppedException.invalidGrant(refused.reason().name());
    }
    if (examined instanceof Examined.Idle && !withCredential) {
      throw StoppedException.invalidGrant("EXPIRED");
    }
    return examined;
  }

  private static RefreshFamily familyOf(Examined examined) {
    if (examined instanceof Examined.Current current) {
      return current.family();
    }
    if (examined instanceof Examined.Repeated repeated) {
      return repeated.family();
    }
    return ((Examined.Idle) examined).family();
  }

  private static void requireSameClient(
      RefreshFamily family, FamilyContext kept, ExchangeContext exchange) {
    if (!family.game().equals(exchange.game())) {
      throw StoppedException.invalidGrant("OTHER_GAME");
    }
    if (!kept.clientId().equals(exchange.clientId())) {
      throw StoppedException.invalidGrant("OTHER_CLIENT");
    }
  }

  /** What is asked for, out of what was granted; never more (RFC 6749 §6). */
  private static Set<String> narrowed(Set<String> granted, Optional<String> asked) {
    if (asked.isEmpty()) {
      return granted;
    }
    Set<String> words = Scopes.parse(asked.get()).orElseThrow(Login::invalidScope);
    if (!granted.containsAll(words)) {
      throw Login.invalidScope();
    }
    return words;
  }

  /** The session's account, if the identity that opened it still leads there. */
  private Account account(RefreshFamily family, KnownIdentity known, Instant now) {
    admission.requireNoBan(known, now);
    Account account =
        known
            .account()
            .filter(each -> each.id().equals(family.account()))
            .orElseThrow(() -> StoppedException.invalidGrant("IDENTITY_GONE"));
    admission.requireActive(account, now, StoppedException.invalidGrant("ACCOUNT"));
    if (account.sessionEpoch() != family.sessionEpoch()) {
      throw StoppedException.invalidGrant("EPOCH");
    }
    return account;
  }

  private Standing standing(
      Examined examined,
      RefreshFamily family,
      FamilyContext kept,
      Optional<Object> credential,
      ExchangeContext exchange,
      Instant now) {
    if (credential.isEmpty()) {
      return reverification.standing(family, kept, now);
    }
    Optional<Duration> overdue =
        examined instanceof Examined.Idle idle
            ? Optional.of(refreshTokens.overdue(idle))
            : Optional.empty();
    return reverification.standing(family, kept, credential.get(), overdue, exchange, now);
  }

  private FamilyContext withAccess(
      Standing standing,
      Account account,
      ExchangeContext exchange,
      Optional<String> country,
      Instant now) {
    FamilyContext context = standing.context();
    if (context.accessAt().plus(accessAgainAfter).isAfter(now)) {
      return context;
    }
    Set<String> owned =
        admission.entitlements(
            new AccessRequest(
                account, exchange.game(), context.identity(), standing.facts(), country, true));
    return context.granted(owned, now);
  }

  private Issued rotated(Examined examined, Grant grant) {
    MintedToken access = tokens.mint(tokens.spec(grant));
    Examined after =
        examined instanceof Examined.Current current
            ? refreshTokens.rotate(current, grant.context().json())
            : examined;
    if (after instanceof Examined.Current ours) {
      return issued(grant, access, ours.token(), false);
    }
    if (after instanceof Examined.Repeated theirs) {
      return issued(grant, access, theirs.successor(), true);
    }
    // Between reading and rotating, somebody logged out or was logged out. Nobody gets the token.
    throw StoppedException.invalidGrant(
        after instanceof Examined.Refused refused ? refused.reason().name() : "EXPIRED");
  }

  private Issued renewed(Examined.Idle idle, Grant grant) {
    RefreshToken first = refreshTokens.first();
    Grant anew = grant.in(first.family());
    MintedToken access = tokens.mint(tokens.spec(anew));
    if (!refreshTokens.renew(idle, first, anew.context().json())) {
      throw StoppedException.invalidGrant("EXPIRED");
    }
    return issued(anew, access, first, false);
  }

  private Issued issued(Grant grant, MintedToken access, RefreshToken next, boolean repeated) {
    Session session =
        new Session(
            access,
            next.text(),
            grant.account().id(),
            grant.persona(),
            SessionIds.of(grant.family()),
            false,
            List.of(),
            grant.account().kind(),
            grant.degraded(),
            grant.scope(),
            tokens.nakama(grant));
    return new Issued(session, grant.context().platform(), repeated);
  }
}
