// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.access.AccessRefusal;
import io.github.gameauth.access.EdgeGate;
import io.github.gameauth.access.EdgeRequest;
import io.github.gameauth.access.EdgeVerdict;
import io.github.gameauth.account.GameId;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * What every request passes before anything else is looked at, whether there is something at its
 * path or not: the edge's secret, the country, the rate of its source. Only health has no gate.
 */
final class Gatekeeper implements FrontDoor.Gate {
  /** The gates that we build judge all games alike. */
  private static final GameId ANY_GAME = new GameId("any");

  private final EdgeConfig edge;
  private final RateLimit requests;

  Gatekeeper(EdgeConfig edge, RateLimit requests) {
    this.edge = edge;
    this.requests = requests;
  }

  @Override
  public void pass(Request request, Optional<Route> route) {
    Route.Door door = route.map(Route::door).orElse(Route.Door.PLAYER);
    if (door == Route.Door.HEALTH) {
      return;
    }
    EdgeGate gate = door == Route.Door.DOCUMENT ? edge.documents() : edge.players();
    EdgeRequest headers = request.getHeaders()::getValuesList;
    if (gate.judge(headers, ANY_GAME) instanceof EdgeVerdict.Refused refused) {
      throw refusal(refused.refusal());
    }
    requests.count(Source.of(request, edge.sourceHeader()));
  }

  /** The request as the library's checks look at it. */
  static EdgeRequest headers(Context context) {
    return name -> {
      Enumeration<String> values = context.req().getHeaders(name);
      return values == null ? List.of() : new ArrayList<>(Collections.list(values));
    };
  }

  /** Why the library keeps somebody out, said over HTTP. */
  static Refusal refusal(AccessRefusal refusal) {
    Refusal answer =
        switch (refusal.code()) {
          case ORIGIN -> Refusal.of(403, "origin_refused", "come through the front door");
          case REGION_BLOCKED ->
              Refusal.of(451, "region_blocked", "the game cannot be played from there");
          default -> Refusal.of(403, "forbidden", "not allowed");
        };
    Optional.of(refusal)
        .flatMap(AccessRefusal::reasonCode)
        .ifPresent(word -> answer.with("reason_code", word));
    refusal.until().ifPresent(until -> answer.with("until", until.toString()));
    return answer;
  }
}
