using Orders.Contracts.Validation;

namespace Orders.Tests.Unit.Contracts;

public sealed class MutationTests
{
    [Fact]
    public void The_fast_answer_is_the_validators_answer()
    {
        var random = new Random(4711);
        var good = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var order = Sample.Accept(Sample.Json).Order;
            for (var changes = random.Next(3); changes > 0; changes--)
            {
                order = OrderMutations.Change(order, random);
            }

            var fast = OrderRules.AllHold(order, Sample.Now, out _);
            Assert.Equal(!OrderValidator.FaultsOf(order, Sample.Now).Any(), fast);
            good += fast ? 1 : 0;
        }

        Assert.InRange(good, 4_000, 16_000);
    }
}
