using Microsoft.Extensions.Options;

using Orders.QueryApi.Caching;
using Orders.QueryApi.Loading;
using Orders.Tests.Integration.QueryApi;

namespace Orders.Tests.Unit.QueryApi;

public sealed class NotFoundAnswersTests
{
    /// <summary>The time of day stands still here, as it does for an answer that was given before the clock was set back.</summary>
    [Fact]
    public void An_answer_counts_for_a_moment_whatever_the_time_of_day_does()
    {
        var time = new MovableTime();
        using var answers = new NotFoundAnswers(Options.Create(new CacheOptions()), time);

        var askedAt = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(0.5));
        answers.Add("a", askedAt);
        Assert.True(answers.Contains("a"));
        Assert.False(answers.Contains("b"));

        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.False(answers.Contains("a"));
    }

    [Fact]
    public void An_answer_that_is_taken_back_does_not_count()
    {
        using var answers = new NotFoundAnswers(Options.Create(new CacheOptions()), TimeProvider.System);

        answers.Add("a", TimeProvider.System.GetTimestamp());
        answers.Remove("a");

        Assert.False(answers.Contains("a"));
    }
}
