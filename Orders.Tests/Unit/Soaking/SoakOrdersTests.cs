using Orders.Chaos.Soaking;
using Orders.Chaos.Soaking.Sending;
using Orders.Contracts;
using Orders.Contracts.Decoding;

namespace Orders.Tests.Unit.Soaking;

public sealed class SoakOrdersTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SoakOrders _orders = new(seed: 7);

    [Fact]
    public void Every_version_of_every_order_is_accepted_and_says_which_it_is()
    {
        for (var number = 0; number < 200; number++)
        {
            for (var version = 1; version < 8; version++)
            {
                var accepted = Assert.IsType<Accepted>(OrderDecoder.Decode(_orders.Document(number, version), Now, DecodeLimits.Default));
                Assert.Equal(SoakOrders.Uid(number), accepted.Order.OrderUid);
                Assert.Equal(version, accepted.Order.SmId);
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_documents_and_another_seed_others()
    {
        Assert.Equal(_orders.Document(3, 4), new SoakOrders(seed: 7).Document(3, 4));
        Assert.NotEqual(_orders.Document(3, 4), new SoakOrders(seed: 8).Document(3, 4));
    }

    [Fact]
    public void Bad_messages_are_bad_for_the_reason_that_is_counted()
    {
        for (var number = 0; number < 60; number++)
        {
            var decoded = OrderDecoder.Decode(_orders.Bad(number).Value, Now, DecodeLimits.Default);
            switch (SoakOrders.KindOf(number))
            {
                case BadKind.Malformed:
                    Assert.Equal(ErrorReasons.JsonUnmarshalError, Assert.IsType<Rejected>(decoded).Reason);
                    break;
                case BadKind.Invalid:
                    Assert.Equal(ErrorReasons.ValidationError, Assert.IsType<Rejected>(decoded).Reason);
                    break;
                default:
                    // Only PostgreSQL knows what is wrong with it.
                    Assert.Contains("\0", Assert.IsType<Accepted>(decoded).Order.TrackNumber, StringComparison.Ordinal);
                    break;
            }
        }

        Assert.Equal(Enum.GetValues<BadKind>(), Enumerable.Range(0, 60).Select(number => SoakOrders.KindOf(number)).Distinct().Order());
    }

    [Fact]
    public void Choices_depend_on_seed_purpose_and_number_only_and_are_spread_evenly()
    {
        var choice = new Choice(1, "kind");
        var drawn = Enumerable.Range(0, 10_000).Select(number => choice.Of(number, 10)).ToArray();

        Assert.Equal(drawn, Enumerable.Range(0, 10_000).Select(number => new Choice(1, "kind").Of(number, 10)));
        Assert.NotEqual(drawn, Enumerable.Range(0, 10_000).Select(number => new Choice(2, "kind").Of(number, 10)));
        Assert.NotEqual(drawn, Enumerable.Range(0, 10_000).Select(number => new Choice(1, "other").Of(number, 10)));
        Assert.All(drawn.GroupBy(value => value), value => Assert.InRange(value.Count(), 850, 1_150));
        Assert.Equal(10, drawn.Distinct().Count());
    }
}
