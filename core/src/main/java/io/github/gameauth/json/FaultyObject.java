// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

/**
 * Stands where an object stood that names a member twice, in texts read with {@link
 * StrictJson#readIsolatingFaults}: one careless entry of a list does not spoil its neighbours.
 */
public final class FaultyObject {
  static final FaultyObject DUPLICATE_MEMBER = new FaultyObject();

  private FaultyObject() {}

  @Override
  public String toString() {
    return "FaultyObject(duplicate member)";
  }
}
