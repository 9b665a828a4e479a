"""What is measured with gold of its own: advice, topics, support, public questions, the product's promises."""
