namespace Orders.Producer.Generation;

/// <param name="Kind">What the receiver should make of it.</param>
/// <param name="OrderUid">The key: all versions of an order go to one partition, in order.</param>
/// <param name="Value">The bytes to send.</param>
internal readonly record struct OrderMessage(MessageKind Kind, string OrderUid, byte[] Value);
