namespace Orders.Producer.Generation;

/// <param name="Name">In the language of its market.</param>
/// <param name="Brand">Who makes it.</param>
/// <param name="Size">As on its label; <c>0</c> where there are none.</param>
/// <param name="Price">Before any discount, in the money of its market.</param>
/// <param name="NmId">The article.</param>
/// <param name="ChrtId">The article in this size.</param>
internal sealed record Product(string Name, string Brand, string Size, long Price, long NmId, long ChrtId);
