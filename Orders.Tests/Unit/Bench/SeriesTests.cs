using Orders.Bench.Measuring;

namespace Orders.Tests.Unit.Bench;

public sealed class SeriesTests
{
    [Theory]
    [InlineData(new[] { 3.0, 1.0, 2.0 }, 2.0)]
    [InlineData(new[] { 4.0, 1.0, 2.0, 3.0 }, 2.5)]
    [InlineData(new[] { 7.0 }, 7.0)]
    public void The_median_is_the_middle(double[] values, double median) => Assert.Equal(median, new Series(values).Median);

    [Fact]
    public void Rounds_are_compared_one_by_one()
    {
        var ratio = new Series([10, 30, 20]).DividedBy(new Series([5, 10, 40]));

        Assert.Equal([2, 3, 0.5], ratio.Values);
        Assert.Equal((0.5, 3), (ratio.Least, ratio.Most));
    }

    [Fact]
    public void Different_numbers_of_rounds_cannot_be_compared() =>
        Assert.Throws<ArgumentException>(() => new Series([1, 2]).Minus(new Series([1])));

    [Fact]
    public void Nothing_measured_is_no_figure() => Assert.Throws<ArgumentException>(() => new Series([]));
}
