namespace Orders.Producer.Generation;

internal enum MessageKind
{
    Order,
    Update,
    Invalid
}
