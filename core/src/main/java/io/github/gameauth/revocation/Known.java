// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import io.github.gameauth.revocation.Targets.Added;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that a feed knows, of every kind. One thread writes, any number read, without a lock. */
final class Known {
  /** Keys and issuers are few, and must find room when a flood has taken everything else. */
  private static final int FEW = 1_000;

  private final Targets subjects = new Targets();
  private final Targets sessions = new Targets();
  private final Targets tokens = new Targets();
  private final Targets keys = new Targets();
  private final Targets issuers = new Targets();
  private final int most;

  Known(int most) {
    this.most = most;
  }

  private Targets of(RevocationKind kind) {
    return switch (kind) {
      case SUBJECT -> subjects;
      case SESSION -> sessions;
      case TOKEN -> tokens;
      case KEY -> keys;
      case ISSUER -> issuers;
    };
  }

  /** Whether anything names the token. The time is looked at only if something may. */
  boolean names(TokenMark token, InstantSource clock) {
    return revokes(subjects.find(token.subject()), token, clock)
        || (!sessions.isEmpty() && revokes(find(sessions, token.sessionId()), token, clock))
        || (!tokens.isEmpty() && revokes(find(tokens, token.tokenId()), token, clock))
        || (!keys.isEmpty() && revokes(find(keys, token.keyId()), token, clock))
        || (!issuers.isEmpty() && revokes(issuers.find(token.issuer()), token, clock));
  }

  private static @Nullable Mark find(Targets targets, Optional<String> target) {
    return target.isPresent() ? targets.find(target.get()) : null;
  }

  private static boolean revokes(@Nullable Mark mark, TokenMark token, InstantSource clock) {
    return mark != null && mark.revokes(token, clock.millis());
  }

  Added add(Revocation revocation, long now) {
    RevocationKind kind = revocation.kind();
    Targets targets = of(kind);
    boolean isOneOfFew = kind == RevocationKind.KEY || kind == RevocationKind.ISSUER;
    boolean mayGrow = isOneOfFew ? targets.size() < FEW : room() > 0;
    return targets.add(revocation, now, mayGrow);
  }

  /** How many more subjects, sessions and tokens there may be. */
  int room() {
    return most - subjects.size() - sessions.size() - tokens.size();
  }

  int forget(long now) {
    return sum(each -> each.forget(now));
  }

  int size() {
    return sum(Targets::size);
  }

  private int sum(ToIntFunction<Targets> number) {
    return Stream.of(RevocationKind.values()).map(this::of).mapToInt(number).sum();
  }

  /** What is in force at {@code now} and has changed since {@code since}. */
  List<Revocation> changes(long since, long now) {
    List<Revocation> changes = new ArrayList<>();
    for (RevocationKind kind : RevocationKind.values()) {
      of(kind)
          .forEach(
              (target, mark) -> {
                if (mark.changedAt() >= since) {
                  changes.addAll(mark.revocations(kind, target, now));
                }
              });
    }
    return changes;
  }
}
