"""Operations that change what is selected."""
