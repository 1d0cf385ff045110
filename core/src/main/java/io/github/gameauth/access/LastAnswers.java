// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.check.Moment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The last answers of one check, for as long as they may stand in for the next. A "no" is kept as
 * well: an older "yes" that arrives late must not take its place.
 */
final class LastAnswers {
  private final long maxAgeNanos;
  private final Cache<About, Last> answers;

  private record About(AccountId account, GameId game, ExternalIdentity identity) {
    static About of(AccessRequest request) {
      return new About(request.account().id(), request.game(), request.identity());
    }
  }

  private record Last(Optional<Granted> granted, Moment asked) {
    Last orNewer(Last other) {
      boolean isOlder = asked.isBefore(other.asked);
      boolean isAsOld = !isOlder && !other.asked.isBefore(asked);
      // Asked together, and of two minds: the "no" counts.
      return isOlder || (isAsOld && other.granted.isEmpty()) ? other : this;
    }
  }

  LastAnswers(Duration maxAge, int most, LongSupplier ticker) {
    this.maxAgeNanos = maxAge.toNanos();
    // Written no later than answered, which is some seconds after asked; what counts is the age
    // since asked, which is looked at again.
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfterWrite(maxAgeNanos, TimeUnit.NANOSECONDS)
            .ticker(ticker::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  void note(AccessRequest request, Optional<Granted> granted, Moment asked) {
    answers.asMap().merge(About.of(request), new Last(granted, asked), Last::orNewer);
  }

  Optional<Granted> find(AccessRequest request, Moment now) {
    return Optional.ofNullable(answers.getIfPresent(About.of(request)))
        .filter(last -> last.asked().ageAt(now) <= maxAgeNanos)
        .flatMap(Last::granted);
  }

  long size() {
    answers.cleanUp();
    return answers.estimatedSize();
  }
}
