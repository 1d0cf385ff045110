// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformCredential;
import io.github.gameauth.platform.PlatformVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the adapter for what a player brought, and has it proved. */
final class Credentials {
  private static final Logger log = LoggerFactory.getLogger(Credentials.class);

  private final Map<Class<?>, List<PlatformAdapter<?>>> adapters;
  private final Optional<OutageFallback> outage;

  /**
   * Several adapters may take one kind of credential if it is a {@link PlatformCredential}, one a
   * platform.
   */
  Credentials(List<PlatformAdapter<?>> all, Optional<OutageFallback> outage) {
    Map<Class<?>, List<PlatformAdapter<?>>> byType = new HashMap<>();
    for (PlatformAdapter<?> adapter : all) {
      Class<?> type = adapter.credentialType();
      List<PlatformAdapter<?>> others = byType.computeIfAbsent(type, any -> new ArrayList<>());
      boolean several = PlatformCredential.class.isAssignableFrom(type);
      boolean taken = others.stream().anyMatch(each -> each.platform().equals(adapter.platform()));
      if (taken || (!several && !others.isEmpty())) {
        throw new IllegalArgumentException(
            "adapter: a second one for "
                + type.getSimpleName()
                + (several ? " of " + adapter.platform() : "")
                + " (expected: one)");
      }
      others.add(adapter);
    }
    this.adapters = Map.copyOf(byType);
    this.outage = outage;
  }

  /**
   * The adapter for {@code credential}.
   *
   * @throws IllegalArgumentException if there is none for credentials of that kind, which is no
   *     fault of the player's
   */
  PlatformAdapter<?> adapterFor(Object credential) {
    List<PlatformAdapter<?>> fitting = adapters.get(credential.getClass());
    if (fitting == null) {
      throw new IllegalArgumentException(
          "credential: " + credential.getClass().getName() + " (expected: one with an adapter)");
    }
    if (!(credential instanceof PlatformCredential named)) {
      return fitting.get(0);
    }
    return fitting.stream()
        .filter(each -> each.platform().equals(named.platform()))
        .findFirst()
        .orElseThrow(
            () -> StoppedException.refused(SessionRefusal.Code.INVALID_TOKEN, "PLATFORM_UNKNOWN"));
  }

  /**
   * What {@code adapter} says of {@code credential}.
   *
   * @param account whose credential it must be, if that is proven otherwise
   */
  PlatformVerdict verify(
      PlatformAdapter<?> adapter,
      Object credential,
      Optional<AccountId> account,
      ExchangeContext context) {
    PlatformVerdict verdict =
        HostCode.call(
            "adapter of " + adapter.platform(),
            SessionUndecided.PLATFORM_MISCONFIGURED,
            () -> proved(adapter, credential));
    outage.ifPresent(
        fallback -> fallback.note(adapter.platform(), verdict, account, context.source()));
    if (verdict instanceof PlatformVerdict.Undecided undecided
        && undecided.cause() == PlatformVerdict.Cause.MISCONFIGURED) {
      log.error("{} refuses us", adapter.platform());
    }
    return verdict;
  }

  private static <C> PlatformVerdict proved(PlatformAdapter<C> adapter, Object credential) {
    PlatformVerdict verdict = adapter.verify(adapter.credentialType().cast(credential));
    if (verdict instanceof PlatformVerdict.Accepted accepted
        && !accepted.identity().platform().equals(adapter.platform())) {
      throw new IllegalStateException("vouches for a platform that is not its own");
    }
    return verdict;
  }
}
