// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * The events. Each says what happened when it was over, so how long that took is a field and not
 * the event's own duration; stack traces would show our own threads.
 */
final class FlightEvents {
  private FlightEvents() {}

  @Name("io.github.gameauth.flight.KeyFetch")
  @Label("Key Fetch")
  @Description("A key set was asked for over the network")
  @Category({"GameAuth", "Keys"})
  @StackTrace(false)
  static final class KeyFetch extends Event {
    @Label("Issuer")
    String issuer = "";

    @Label("Cause")
    String cause = "";

    @Label("Outcome")
    String outcome = "";

    @Label("HTTP Status")
    int status;

    @Label("Usable Keys")
    int usableKeys;

    @Label("Refused Keys")
    int refusedKeys;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;
  }

  @Name("io.github.gameauth.flight.KeyChange")
  @Label("Key Change")
  @Description("An issuer's keys are others than before")
  @Category({"GameAuth", "Keys"})
  @StackTrace(false)
  static final class KeyChange extends Event {
    @Label("Issuer")
    String issuer = "";

    @Label("Generation")
    long generation;

    @Label("Added")
    @Description("Key ids, the first few of them")
    String added = "";

    @Label("Removed")
    @Description("Key ids, the first few of them")
    String removed = "";

    @Label("Replaced")
    @Description("Key ids, the first few of them")
    String replaced = "";

    @Label("Ambiguous")
    @Description("Key ids, the first few of them")
    String ambiguous = "";
  }

  @Name("io.github.gameauth.flight.KeyStage")
  @Label("Key Stage")
  @Description("A key set got older or younger")
  @Category({"GameAuth", "Keys"})
  @StackTrace(false)
  static final class KeyStage extends Event {
    @Label("Issuer")
    String issuer = "";

    @Label("From")
    String from = "";

    @Label("To")
    String to = "";
  }

  @Name("io.github.gameauth.flight.SlowVerification")
  @Label("Slow Verification")
  @Description("To verify a token took longer than the verifier was told to expect")
  @Category({"GameAuth", "Tokens"})
  @StackTrace(false)
  static final class SlowVerification extends Event {
    @Label("Issuer")
    String issuer = "";

    @Label("Outcome")
    String outcome = "";

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;
  }

  @Name("io.github.gameauth.flight.RejectionBurst")
  @Label("Rejection Burst")
  @Description("So many tokens were rejected within a second; told once a second")
  @Category({"GameAuth", "Tokens"})
  @StackTrace(false)
  static final class RejectionBurst extends Event {
    @Label("Issuer")
    String issuer = "";

    @Label("Code")
    String code = "";

    @Label("Count")
    int count;

    @Label("Within")
    @Description("The time that so many took")
    @Timespan(Timespan.NANOSECONDS)
    long within;

    @Label("Before")
    @Description("How many there were in the whole second before")
    int before;
  }

  @Name("io.github.gameauth.flight.RevocationStage")
  @Label("Revocation Stage")
  @Description("The view of what was revoked got better or worse")
  @Category({"GameAuth", "Tokens"})
  @StackTrace(false)
  static final class RevocationStage extends Event {
    @Label("Issuer")
    String issuer = "";

    @Label("From")
    String from = "";

    @Label("To")
    String to = "";
  }

  @Name("io.github.gameauth.flight.BreakerChange")
  @Label("Breaker Change")
  @Description("A circuit breaker holds calls back, tries one, or lets them through again")
  @Category({"GameAuth", "Upstream"})
  @StackTrace(false)
  static final class BreakerChange extends Event {
    @Label("Breaker")
    String breaker = "";

    @Label("From")
    String from = "";

    @Label("To")
    String to = "";
  }

  @Name("io.github.gameauth.flight.PlatformOutage")
  @Label("Platform Outage")
  @Description("A platform counts as out, or no longer does")
  @Category({"GameAuth", "Upstream"})
  @StackTrace(false)
  static final class PlatformOutage extends Event {
    @Label("Platform")
    String platform = "";

    @Label("Out")
    boolean out;
  }

  @Name("io.github.gameauth.flight.StoreCall")
  @Label("Store Call")
  @Description("A step asked of a store failed, or took long")
  @Category({"GameAuth", "Stores"})
  @StackTrace(false)
  static final class StoreCall extends Event {
    @Label("Engine")
    String engine = "";

    @Label("Step")
    String step = "";

    @Label("Failed")
    boolean failed;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;
  }

  @Name("io.github.gameauth.flight.LeaseEndBurst")
  @Label("Lease End Burst")
  @Description("So many connections ended within a second; told once a second")
  @Category({"GameAuth", "Connections"})
  @StackTrace(false)
  static final class LeaseEndBurst extends Event {
    @Label("Cause")
    String cause = "";

    @Label("Count")
    int count;

    @Label("Within")
    @Description("The time that so many took")
    @Timespan(Timespan.NANOSECONDS)
    long within;

    @Label("Before")
    @Description("How many there were in the whole second before")
    int before;
  }
}
